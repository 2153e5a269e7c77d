package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.record.HistoryEraser;
import dev.uproute.service.Service;
import dev.uproute.store.Store;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.sql.DataSource;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How large a history of 25 million results is, and what pruning it costs those that are written.
 */
@Isolated
@Tag("nightly")
@Tag("figures")
class RetentionFiguresTest {
  private static final long MINUTE = 60_000;
  private static final long DAY = 1440 * MINUTE;
  private static final int SERVICES = 500;
  private static final long NOW = Instant.now().truncatedTo(ChronoUnit.HOURS).toEpochMilli();
  @TempDir Path folder;

  private Path file() {
    return folder.resolve("x.db");
  }

  private long log() throws Exception {
    Path log = Path.of(file() + "-wal");
    return Files.exists(log) ? Files.size(log) : 0;
  }

  private static void change(Connection connection, String... sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String each : sql) {
        statement.execute(each);
      }
    }
  }

  /** As years of checks would have left them: results in the order of their times. */
  private static void fill(Recording recording, int services, int each, long from, long step)
      throws SQLException {
    try (Connection connection = recording.outside()) {
      change(
          connection,
          "pragma cache_size = -300000",
          "pragma synchronous = off",
          "begin",
          """
          with recursive n (i) as (select 1 union all select i + 1 from n where i < %d)
          insert into service (key, id, name, hours_until, days_until)
          select i, 's' || i, 'Service ' || i, %d, %d from n
          """
              .formatted(services, NOW, NOW / DAY * DAY),
          """
          with recursive n (i) as (select 0 union all select i + 1 from n where i < %d)
          insert into result (service, at, status, online, response, http_status, attempts, reason, maintenance)
          select s.key, %d + i * %d + s.key * 120 + abs(random() %% 100), down * 4, 1 - down,
            case down when 0 then 20000 + abs(random() %% 400000) end, case down when 0 then 200 end, 1,
            case down when 1 then 'Connection refused by 192.0.2.1:443' end, 0
          from n cross join (select key, abs(random() %% 100) = 0 as down from service order by key) s
          """
              .formatted(each - 1, from, step),
          "commit",
          "pragma wal_checkpoint(truncate)");
    }
  }

  private static void rollups(Recording recording, String table, int each, long step)
      throws SQLException {
    try (Connection connection = recording.outside()) {
      change(
          connection,
          """
          with recursive n (i) as (select 1 union all select i + 1 from n where i <= %d)
          insert into %s (service, start, checks, counted, online, responses, response_sum, response_min,
            response_max, response_p50, response_p95, sketch)
          select s.key, %d - i * %d, 60, 60, 59, 59, 12000000, 20000, 420000, 200000, 400000, x'%s'
          from n cross join service s
          """
              .formatted(each, table, NOW / step * step, step, sketch()),
          "pragma wal_checkpoint(truncate)");
    }
  }

  /** The response times of an hour. */
  private static String sketch() {
    Histogram hour = new Histogram(100, 60_000_000, 2);
    Random random = new Random(1);
    for (int i = 0; i < 60; i++) {
      hour.recordValue(20_000 + random.nextInt(400_000));
    }
    ByteBuffer bytes = ByteBuffer.allocate(hour.getNeededByteBufferCapacity());
    int length = hour.encodeIntoByteBuffer(bytes);
    return HexFormat.of().formatHex(bytes.array(), 0, length);
  }

  /** Results of the next services in turn. */
  private static List<Result> batch(int first, int count, long at) {
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Service service = Watched.service("s" + (1 + (first + i) % SERVICES));
      results.add(Watched.result(service, Instant.ofEpochMilli(at + i), Status.UP));
    }
    return results;
  }

  /**
   * Writes five batches a second while history goes; how long each took, in ms, in order of size.
   */
  private List<Double> whilePruning(Recording recording) throws Exception {
    List<Double> took = new ArrayList<>();
    recording.record(batch(0, 2, NOW + 1));
    Thread pruning = Thread.ofPlatform().start(() -> recording.send("direct:keep-all", null));
    for (int i = 1; pruning.isAlive(); i++) {
      long begin = System.nanoTime();
      recording.record(batch(2 * i, 2, NOW + 1 + 200L * i));
      took.add((System.nanoTime() - begin) / 1e6);
      assertTrue(log() <= 64_000_000, log() + " bytes of log");
      pruning.join(Duration.ofMillis(200));
    }
    Collections.sort(took);
    return took;
  }

  private static double late(List<Double> took) {
    return took.get(took.size() * 99 / 100);
  }

  @Test
  void five_hundred_services_for_35_days() throws Exception {
    try (Recording recording = new Recording(file())) {
      fill(recording, SERVICES, 36 * 1440, NOW - 36 * DAY, MINUTE);
      rollups(recording, "hourly", 36 * 24, 60 * MINUTE);
      rollups(recording, "daily", 36, DAY);
      long before = Long.parseLong(recording.ask("select count(*) from result"));
      long bytes = Files.size(file());
      Figures.print(
          "size of a history",
          "%,d results are %.2f GB, %.0f bytes each",
          before,
          bytes / 1e9,
          (double) bytes / before);
      assertTrue(bytes * 35.0 / 36 <= 2_000_000_000, bytes + " bytes");
      long begin = System.nanoTime();
      List<Double> took = whilePruning(recording);
      double seconds = (System.nanoTime() - begin) / 1e9;
      long gone =
          before - Long.parseLong(recording.ask("select count(*) from result where at < " + NOW));
      Figures.print(
          "pruning a day of 500 services",
          "%,d results in %.0f s; a batch beside it takes %.1f ms in the middle, %.0f ms at the 99th percentile, %.0f ms at most",
          gone,
          seconds,
          took.get(took.size() / 2),
          late(took),
          took.getLast());
      assertEquals(SERVICES * 1440, gone);
      forget(recording);
      assertTrue(late(took) <= 100, late(took) + " ms");
    }
  }

  /** Ten minutes of five batches a second, and prunings, beside somebody who reads all the time. */
  @Test
  void a_reader_of_ten_minutes() throws Exception {
    try (Recording recording = new Recording(file(), Map.of("uproute.keep.raw", "1d"))) {
      fill(recording, SERVICES, 2 * 1440, NOW - 2 * DAY, MINUTE);
      recording.record(batch(0, 2, NOW + 1));
      Store store = recording.bean("store", Store.class);
      try (Connection reader = recording.outside()) {
        change(reader, "begin", "select count(*) from change");
        int done = 0;
        for (int i = 0; i < 3000; i++) {
          // as route record-write gathers: for 2.2 s once the log is long
          int gathered = store.logIsLong() ? 11 : 1;
          int upto = (i + gathered) * SERVICES / 300;
          recording.record(batch(done, upto - done, NOW + 1 + 200L * i));
          done = upto;
          if (i % 1500 == 0) {
            recording.send("direct:keep-all", null);
          }
          i += gathered - 1;
        }
        Figures.print(
            "log beside a reader of 10 minutes",
            "%.1f MB after %,d results of 500 services",
            log() / 1e6,
            done);
        assertTrue(log() <= 64_000_000, log() + " bytes of log");
      }
      for (int i = 0; i < 3; i++) {
        recording.record(batch(i, 2, NOW + DAY));
      }
      Figures.print("log after that reader", "%.1f MB", log() / 1e6);
      assertTrue(log() <= 17_000_000, log() + " bytes of log");
    }
  }

  private static void forget(Recording recording) throws Exception {
    String rows = recording.ask("select count(*) from result where service = 7");
    long begin = System.nanoTime();
    assertTrue(new HistoryEraser(recording.bean("writer", DataSource.class)).erase("s7"));
    double millis = (System.nanoTime() - begin) / 1e6;
    Figures.print("deleting a history", "of %s results takes %.1f ms", rows, millis);
    assertTrue(millis <= 200, millis + " ms");
  }

  @Test
  void a_hundred_thousand_services_with_old_results() throws Exception {
    try (Recording recording = new Recording(file(), Map.of("uproute.keep.raw", "1d"))) {
      fill(recording, 100_000, 20, NOW - 2 * DAY, 60 * MINUTE);
      long begin = System.nanoTime();
      List<Double> took = whilePruning(recording);
      double seconds = (System.nanoTime() - begin) / 1e9;
      assertEquals("0", recording.ask("select count(*) from result where at < " + (NOW - DAY)));
      Figures.print(
          "pruning 100,000 services",
          "2,000,000 results in %.0f s; a batch beside it takes %.1f ms in the middle, %.0f ms at the 99th percentile, %.0f ms at most",
          seconds,
          took.get(took.size() / 2),
          late(took),
          took.getLast());
      begin = System.nanoTime();
      recording.send("direct:keep-all", null);
      Figures.print(
          "looking for old results of 100,000 services",
          "%.1f s when there are none",
          (System.nanoTime() - begin) / 1e9);
      assertTrue(seconds <= 600 && late(took) <= 100, seconds + " s " + late(took) + " ms");
    }
  }
}
