package dev.uproute.record;

import dev.uproute.store.Store;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The hours and days of results that were found long ago, in the transactions that store them. Its
 * methods read and write by the connection of the transaction that they are called in. Thread-safe.
 */
public final class PastRollups {
  private final JdbcTemplate writer;

  public PastRollups(DataSource writer) {
    this.writer = new JdbcTemplate(writer);
  }

  /**
   * A result that was just stored.
   *
   * @param at in epoch milliseconds
   * @param online null when it counts in no uptime
   * @param response in microseconds; null when there was none
   */
  public record PastRow(long at, Boolean online, Long response) {}

  /**
   * What was counted in an hour, or a day, of which no results are stored.
   *
   * @param start of an hour or a day of UTC, in epoch milliseconds
   */
  public record PastSum(long start, boolean day, Rollup rollup) {
    private long end() {
      return start + (day ? Marks.DAY : Marks.HOUR);
    }
  }

  /** Adds results to those of their hours and days that are closed. */
  public void late(long service, List<PastRow> results) {
    Marks marks = marks(service);
    RollupStep step = new RollupStep(writer);
    for (PastRow row : results) {
      if (row.at() < marks.hoursUntil()) {
        step.late(marks, row.at(), row.online(), row.response());
      }
    }
    write(step);
  }

  /**
   * Closes some of the hours, and days, that end before a time.
   *
   * @param before in epoch milliseconds
   * @return whether there are more of them
   */
  public boolean close(long service, long before) {
    Marks marks = marks(service);
    long hour = Marks.hour(before);
    RollupStep step = new RollupStep(writer);
    if (hour > marks.hoursUntil()) {
      step.close(marks, hour);
    } else {
      step.until(marks, 0, 0);
    }
    write(step);
    Marks after = marks(service);
    return after.hoursUntil() < hour || after.daysUntil() < Marks.day(hour);
  }

  /** Adds sums, oldest first, of a time before all results that are stored and in no hour yet. */
  public void add(long service, List<PastSum> sums) {
    Marks marks = marks(service);
    RollupStep step = new RollupStep(writer);
    long end = 0;
    long days = 0;
    for (PastSum sum : sums) {
      step.sum(marks, sum.start(), sum.day(), sum.rollup());
      end = Math.max(end, sum.end());
      days = sum.day() ? Math.max(days, sum.end()) : days;
    }
    step.until(marks, end, days);
    write(step);
    writer.update(Store.sql("update-past-marks"), end, end, days, days, service);
  }

  private Marks marks(long service) {
    return writer.queryForObject(Store.sql("select-past-marks"), Marks::of, service);
  }

  private void write(RollupStep step) {
    update("upsert-hourly", step.hourRows());
    update("upsert-daily", step.dayRows());
    update("update-until", step.untilRows());
  }

  private void update(String statement, List<List<Object>> rows) {
    if (!rows.isEmpty()) {
      writer.batchUpdate(Store.sql(statement), rows.stream().map(List::toArray).toList());
    }
  }
}
