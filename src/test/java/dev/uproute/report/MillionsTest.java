package dev.uproute.report;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Farm;
import dev.uproute.Jar;
import dev.uproute.Recording;
import dev.uproute.Wait;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.record.Sketch;
import dev.uproute.service.Service;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How fast pages and figures are with 500 services checked every minute for 35 days, 25.2 million
 * results, and hours and days of a year.
 */
@Isolated
@Tag("nightly")
@Tag("figures")
class MillionsTest {
  private static final int DAYS = Integer.getInteger("millions.days", 35);
  private static final int SERVICES = 500;
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MINUTES);
  private static final String NUMBERS =
      "with recursive n(i) as (select 0 union all select i + 1 from n where i < %d) ";

  private final List<Service> services =
      IntStream.range(0, SERVICES).mapToObj(i -> Watched.service("service-" + i)).toList();
  private final List<String> ids = services.stream().map(Service::id).toList();
  @TempDir Path folder;

  @Test
  void pages_take_at_most_20_ms_a_year_100_and_a_start_2_s() throws Exception {
    Path file = folder.resolve("x.db");
    generate(file);
    try (Recording recording = new Recording(file)) {
      List<Result> first =
          services.stream().map(each -> Watched.result(each, NOW, Status.UP)).toList();
      double batch = cpu(() -> recording.record(first));
      DataSource reader = recording.bean("reader", DataSource.class);
      Instant[] now = {NOW};
      LiveState live = new LiveState(reader, () -> now[0]);
      double load = cpu(() -> live.report(services, null));
      assertTrue(live.report(services, null).services().getFirst().checks() > 1_000L * DAYS);
      double page =
          median(
              () -> {
                now[0] = now[0].plusSeconds(30);
                live.report(services, null);
              });
      Statistics statistics = new Statistics(reader, () -> now[0]);
      Instant year = NOW.minus(Duration.ofDays(365)).plusSeconds(17);
      Instant month = NOW.minus(Duration.ofDays(30)).plusSeconds(17);
      double one = median(() -> statistics.of(ids.get(7), year, NOW));
      double oneMonth = median(() -> statistics.of(ids.get(7), month, NOW));
      double allMonth = median(() -> statistics.of(ids, month, NOW));
      Figures figures = statistics.of(ids.get(7), month, NOW);
      assertEquals(30 * 1440, figures.checks(), 30 * 1440 / 100);
      dev.uproute.Figures.print(
          "history of %d results, %d MB".formatted(1440L * DAYS * SERVICES, Files.size(file) >> 20),
          "CPU: first batch %.0f ms, first report %.0f ms, each further %.1f ms; figures with"
              + " percentiles: a year of a service %.1f ms, a month %.1f ms, a month of %d services"
              + " %.0f ms",
          batch,
          load,
          page,
          one,
          oneMonth,
          SERVICES,
          allMonth);
      assertTrue(page <= 20, page + " ms for a page");
      assertTrue(one <= 100, one + " ms for a year");
    }
    long start = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      start = Math.min(start, millisToFirstCheck());
    }
    dev.uproute.Figures.print("start with that history", "%d ms to the first check", start);
    assertTrue(start <= 2_000, start + " ms to the first check");
  }

  /** From the start of the process. */
  private long millisToFirstCheck() throws Exception {
    try (Farm farm = new Farm()) {
      Files.writeString(folder.resolve("application.properties"), "uproute.store.path = x.db\n");
      String list =
          ids.stream()
              .map(id -> "- { id: %s, url: \"%s\" }\n".formatted(id, farm.url("/ok/" + id)))
              .collect(joining());
      Files.writeString(folder.resolve("services.yaml"), "services:\n" + list);
      long begin = System.nanoTime() / 1_000_000;
      try (Jar jar = Jar.start(folder)) {
        assertTrue(Wait.until(Wait.LONG, () -> !farm.asked().isEmpty()), jar.err());
        long first = farm.asked().values().stream().mapToLong(List::getFirst).min().orElseThrow();
        return first - begin;
      }
    }
  }

  /**
   * Of this thread, which SQLite works on; in milliseconds, so that other programs do not count.
   */
  private static double cpu(Runnable question) {
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    question.run();
    return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin) / 1e6;
  }

  /** Of 15 times. */
  private static double median(Runnable question) {
    double[] times = new double[15];
    Arrays.setAll(times, _ -> cpu(question));
    Arrays.sort(times);
    return times[times.length / 2];
  }

  /** As the program would have written it: a row at a time that would take hours. */
  private void generate(Path file) throws Exception {
    try (Recording recording = new Recording(file)) {
      Instant before = NOW.minus(Duration.ofDays(366));
      recording.record(
          services.stream().map(each -> Watched.result(each, before, Status.UP)).toList());
    }
    try (Connection connection = Recording.outside(file);
        Statement statement = connection.createStatement()) {
      for (String pragma : List.of("synchronous = off", "cache_size = -300000")) {
        statement.execute("pragma " + pragma);
      }
      String sketch = sketch();
      long now = NOW.toEpochMilli();
      long hour = now - now % 3_600_000;
      long day = now - now % 86_400_000;
      run(statement, "delete from result", "delete from hourly", "delete from daily");
      for (int i = 0; i < DAYS; i++) {
        long from = now - (DAYS - i) * 86_400_000L;
        run(
            statement,
            NUMBERS.formatted(1439)
                + "insert into result (service, at, status, online, response, http_status,"
                + " attempts)"
                + " select s.key, %d + n.i * 60000 + s.key * 100, 0, case when (n.i * 7 + s.key) %% 101 = 0"
                    .formatted(from)
                + " then 0 else 1 end, 20000 + (n.i * 7919 + s.key * 104729) % 400000, 200, 1 from"
                + " n, service s");
      }
      for (String[] table :
          new String[][] {
            {"hourly", "3600000", "" + hour, "60"}, {"daily", "86400000", "" + day, "1440"}
          }) {
        int rows = (int) (Duration.ofDays(365).toMillis() / Long.parseLong(table[1])) - 1;
        run(
            statement,
            NUMBERS.formatted(rows)
                + "insert into %s (service, start, checks, counted, online, responses, response_sum, response_min, response_max, sketch)"
                    .formatted(table[0])
                + " select s.key, %s - (n.i + 1) * %s, %s, %s, %s, %s, %s, 20000, 420000, %s from service s, n order by s.key, n.i desc"
                    .formatted(
                        table[2],
                        table[1],
                        table[3],
                        table[3],
                        table[3],
                        table[3],
                        Long.parseLong(table[3]) * 220_000,
                        sketch));
      }
      run(
          statement,
          "update service set hours_until = %d, days_until = %d, results_from = %d"
              .formatted(hour, day, now - now % 3_600_000 - (DAYS - 1) * 86_400_000L),
          "update streak set checks = %d, counted = %d, online = %d"
              .formatted(366 * 1440, 366 * 1440, 366 * 1440));
    }
  }

  private static void run(Statement statement, String... statements) throws SQLException {
    for (String each : statements) {
      statement.execute(each);
    }
  }

  /** The sketch of an hour of such results, as a literal. */
  private static String sketch() {
    Sketch sketch = new Sketch();
    for (int i = 0; i < 60; i++) {
      sketch.add(20_000L + i * 7919L % 400_000);
    }
    return "x'" + HexFormat.of().formatHex(sketch.encoded()) + "'";
  }
}
