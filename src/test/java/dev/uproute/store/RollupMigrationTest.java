package dev.uproute.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.Recording;
import dev.uproute.Watched;
import dev.uproute.check.Status;
import dev.uproute.report.Figures;
import dev.uproute.report.Statistics;
import dev.uproute.report.Uptime;
import dev.uproute.service.Service;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A history from before hours and days were kept beside the results: a day, 1,200 hours and 2,900
 * results, each for what the others do not hold, and two that came late.
 */
class RollupMigrationTest {
  private static final long HOUR = 3_600_000;
  private static final Service A = Watched.service("a");

  /** The first of the results. */
  private static final Instant RAW =
      Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(30));

  @TempDir Path folder;

  private Path old() throws Exception {
    Path file = folder.resolve("x.db");
    OldSchema.make(file, 8);
    long raw = RAW.toEpochMilli();
    long hours = raw - 1200 * HOUR;
    long day = hours - 24 * HOUR;
    String columns =
        " (service, start, checks, counted, online, responses, response_sum, response_min,"
            + " response_max, response_p50, response_p95) ";
    String numbers =
        "with recursive n(i) as (select 0 union all select i + 1 from n where i < %d) ";
    try (Connection connection = Recording.outside(file);
        Statement statement = connection.createStatement()) {
      statement.execute("insert into service (key, id, name) values (1, 'a', 'a')");
      statement.execute(
          "insert into daily"
              + columns
              + "values (1, "
              + day
              + ", 24, 24, 20, 10, 100, 1, 30, 9, 28)");
      statement.execute(
          "insert into hourly"
              + columns
              + numbers.formatted(1199)
              + "select 1, "
              + hours
              + " + i * 3600000, 3, 2, 1, 2, 20, 8, 12, 8, 12 from n");
      // late ones of the day and of an hour
      statement.execute(
          "insert into hourly"
              + columns
              + "values (1, "
              + day
              + ", 1, 1, 1, 0, null, null, null, null, null)");
      String result = "insert into result (service, at, status, online, response, attempts) ";
      statement.execute(result + "values (1, " + (hours + 5) + ", 0, 1, 10, 1)");
      statement.execute(
          result
              + numbers.formatted(2899)
              + "select 1, "
              + raw
              + " + i * 600000, 0, case when i % 3 = 0 then 0 else 1 end, 50, 1 from n");
      statement.execute(
          "insert into streak (service, state, seen, run, good, escalated, at, status, attempts,"
              + " checks, counted, online) values (1, 0, 0, 1, 1, 0, "
              + raw
              + ", 0, 1, 6526, 5326, 3154)");
    }
    return file;
  }

  private static Figures figures(Recording recording, Instant from) {
    return new Statistics(recording.bean("reader", DataSource.class), Instant::now)
        .of("a", from, Instant.now());
  }

  @Test
  void a_history_keeps_every_count_while_its_hours_and_days_are_made_and_after_that()
      throws Exception {
    try (Recording recording = new Recording(old())) {
      Uptime.Counts all = new Uptime.Counts(24 + 2 * 1200 + 1 + 1 + 2900, 20 + 1200 + 1 + 1 + 1933);
      for (int i = 0; i < 10; i++) {
        assertEquals(all, figures(recording, Instant.EPOCH).counts(), "after " + i + " batches");
        assertEquals(
            new Uptime.Counts(2900 + i, 1933 + i),
            figures(recording, RAW).counts(),
            "results " + i);
        assertEquals(
            new Uptime.Counts(2900 + i + 48, 1933 + i + 24),
            figures(recording, RAW.minus(Duration.ofDays(1))).counts());
        all = all.with(true);
        recording.record(
            List.of(Watched.result(A, RAW.plus(Duration.ofHours(500 + i)), Status.UP)));
      }
      assertEquals(all, figures(recording, Instant.EPOCH).counts());
      long until = RAW.plus(Duration.ofHours(509)).toEpochMilli();
      assertEquals(
          until + " " + until / 86_400_000 * 86_400_000,
          recording.ask("select hours_until || ' ' || days_until from service"));
      assertEquals(
          "" + all.counted(),
          recording.ask(
              "select (select sum(counted) from daily) + (select sum(h.counted) from hourly h, service s"
                  + " where h.start >= s.days_until) + (select count(online) from result r, service s"
                  + " where r.at >= s.hours_until)"));
      // of hours without a sketch half count as their median, the longest as such
      Figures figures = figures(recording, Instant.EPOCH);
      assertEquals(50, figures.p50(), 64);
      assertEquals(183_000L, figures.max());
    }
  }
}
