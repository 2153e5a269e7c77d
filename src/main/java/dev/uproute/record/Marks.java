package dev.uproute.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * How far the hours and days of a service go, in epoch milliseconds: of a time before {@code
 * hoursUntil} every result is in table hourly, before {@code daysUntil} also in table daily;
 * results before {@code resultsFrom} and hours before {@code hoursFrom} are pruned.
 *
 * @param key of the service
 * @param id of the service; null while none is listed that has the history
 */
public record Marks(
    long key, String id, long resultsFrom, long hoursUntil, long hoursFrom, long daysUntil) {
  static final long HOUR = 3_600_000;
  static final long DAY = 24 * HOUR;

  public static Marks of(ResultSet row, int number) throws SQLException {
    return new Marks(
        row.getLong("key"),
        row.getString("id"),
        row.getLong("results_from"),
        row.getLong("hours_until"),
        row.getLong("hours_from"),
        row.getLong("days_until"));
  }

  /** A row as Camel gives it. */
  static Marks of(Map<String, Object> row) {
    return new Marks(
        time(row, "key"),
        (String) row.get("id"),
        time(row, "results_from"),
        time(row, "hours_until"),
        time(row, "hours_from"),
        time(row, "days_until"));
  }

  private static long time(Map<String, Object> row, String column) {
    return ((Number) row.get(column)).longValue();
  }

  Marks hoursUntil(long time) {
    return new Marks(key, id, resultsFrom, time, hoursFrom, daysUntil);
  }

  Marks daysUntil(long time) {
    return new Marks(key, id, resultsFrom, hoursUntil, hoursFrom, time);
  }

  static long hour(long at) {
    return at - Math.floorMod(at, HOUR);
  }

  static long day(long at) {
    return at - Math.floorMod(at, DAY);
  }
}
