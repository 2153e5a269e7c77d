package dev.uproute.record;

import dev.uproute.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The results, hours and days that the database has, read by the connection of the transaction that
 * writes more of them. Times are epoch milliseconds. Thread-safe.
 */
final class StoredRollups {
  private final JdbcTemplate writer;

  StoredRollups(JdbcTemplate writer) {
    this.writer = writer;
  }

  /**
   * What of a result is added up.
   *
   * @param online null when it counts in no uptime
   * @param response in microseconds; null when there was none
   */
  record Raw(long at, Boolean online, Long response) {}

  /** What an hour adds to. */
  interface Sum {
    void add(long start, ResultSet row) throws SQLException;
  }

  Marks marks(String id) {
    return writer.queryForObject(Store.sql("select-marks"), Marks::of, id);
  }

  /** From a time on and before another, oldest first. */
  List<Raw> results(long service, long from, long to, int most) {
    return writer.query(Store.sql("select-results"), StoredRollups::raw, service, from, to, most);
  }

  private static Raw raw(ResultSet row, int number) throws SQLException {
    long at = row.getLong("at");
    long online = row.getLong("online");
    Boolean up = row.wasNull() ? null : (Boolean) (online == 1);
    long response = row.getLong("response");
    return new Raw(at, up, row.wasNull() ? null : (Long) response);
  }

  /**
   * Adds up the hours of a service that are in no day yet, oldest first.
   *
   * @param until hours before this one
   * @return the start of each hour
   */
  List<Long> hours(Marks of, long until, int most, Sum sum) {
    return writer.query(
        Store.sql("select-hours"),
        (row, _) -> {
          long start = row.getLong("start");
          sum.add(start, row);
          return start;
        },
        of.key(),
        of.daysUntil(),
        until,
        most);
  }

  /** The hours of a time, together. */
  Rollup hours(long service, long start, long length) {
    return sum("select-hours", service, start, length);
  }

  /** The days of a time, together. */
  Rollup days(long service, long start, long length) {
    return sum("select-days", service, start, length);
  }

  private Rollup sum(String statement, long service, long start, long length) {
    Rollup rollup = new Rollup();
    writer.query(
        Store.sql(statement),
        row -> {
          rollup.add(row);
        },
        service,
        start,
        start + length,
        RollupStep.PIECE);
    return rollup;
  }
}
