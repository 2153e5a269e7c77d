package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.Recording;
import dev.uproute.TestDatabase;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is left of a history that somebody deletes by hand. */
class RollupHistoryTest {
  private static final Service A = Watched.service("a");
  private static final Service B = Watched.service("b");
  private static final Instant DAY =
      Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(40));

  @TempDir Path folder;

  private static List<Result> hours(Service service, int from, int to, Status status) {
    List<Result> results = new ArrayList<>();
    for (int hour = from; hour < to; hour++) {
      results.add(Watched.result(service, DAY.plus(Duration.ofHours(hour)), status));
    }
    return results;
  }

  private static Figures all(Recording recording) {
    return new Statistics(recording.bean("reader", DataSource.class), Instant::now)
        .of("a", Instant.EPOCH, Instant.now());
  }

  private static void run(Recording recording, String sql) throws Exception {
    try (Connection outside = recording.outside();
        Statement statement = outside.createStatement()) {
      statement.execute(sql);
    }
  }

  @ParameterizedTest
  @EnumSource
  void the_documented_delete_forgets_what_is_pruned_as_well(TestDatabase database)
      throws Exception {
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      recording.record(hours(A, 0, 30, Status.UP));
      recording.record(hours(B, 0, 30, Status.UP));
      recording.send("direct:keep-all", null);
      recording.record(hours(A, 900, 905, Status.UNKNOWN));
      recording.record(hours(A, 905, 910, Status.DOWN));
      assertEquals(40, all(recording).checks());
      run(recording, "delete from checks where service_name = 'a'");
      assertEquals(0, all(recording).checks());
      for (String table : List.of("hourly", "daily", "result")) {
        assertEquals(
            "0",
            recording.ask(
                "select count(*) from %s where service = (select key from service where id = 'a')"
                    .formatted(table)));
      }
      assertEquals(
          "0 0 0",
          recording.ask(
              "select checks || ' ' || counted || ' ' || online from streak order by service"
                  + " limit 1"));
      recording.record(hours(A, 910, 912, Status.UP));
      assertEquals(new Uptime.Counts(2, 2), all(recording).counts());
      assertEquals("30", recording.ask("select sum(checks) from hourly where service = 2"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_late_result_that_is_deleted_leaves_the_hour_whose_results_are_pruned(TestDatabase database)
      throws Exception {
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      recording.record(hours(A, 0, 60, Status.UP));
      recording.send("direct:keep-all", null);
      recording.record(hours(A, 900, 901, Status.UP));
      recording.record(hours(A, 5, 6, Status.DOWN));
      assertEquals(new Uptime.Counts(62, 61), all(recording).counts());
      run(recording, "delete from checks where is_online = 0");
      recording.record(List.of());
      assertEquals(new Uptime.Counts(61, 61), all(recording).counts());
      assertEquals("0", recording.ask("select count(*) from recount"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void a_result_that_comes_after_its_hours_are_pruned_counts_once(TestDatabase database)
      throws Exception {
    Map<String, String> keep = Map.of("uproute.keep.raw", "1d", "uproute.keep.hourly", "2d");
    try (Recording recording = new Recording(database, folder.resolve("x.db"), keep)) {
      List<Result> hour = new ArrayList<>();
      // more than pruning takes at once
      for (int second = 0; second < 70; second++) {
        hour.add(Watched.result(A, DAY.plusSeconds(second), Status.UP));
      }
      recording.record(hour);
      recording.send("direct:keep-all", null);
      recording.record(hours(A, 1, 2, Status.UP));
      Statistics statistics =
          new Statistics(recording.bean("reader", DataSource.class), Instant::now);
      Instant end = DAY.plus(Duration.ofHours(1)).plusMillis(1);
      assertEquals(71, statistics.of("a", Instant.EPOCH, end).checks());
    }
  }

  @ParameterizedTest
  @EnumSource
  void downtime_is_from_one_change_of_state_to_the_next(TestDatabase database) throws Exception {
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      recording.record(hours(A, 0, 10, Status.UP));
      recording.record(hours(A, 10, 20, Status.DOWN));
      recording.record(hours(A, 20, 30, Status.UP));
      recording.send("direct:keep-all", null);
      Statistics statistics =
          new Statistics(recording.bean("reader", DataSource.class), Instant::now);
      Map<Integer, Duration> expected =
          Map.of(
              9,
              Duration.ZERO,
              10,
              Duration.ofMinutes(30),
              15,
              Duration.ofMinutes(30),
              20,
              Duration.ZERO);
      expected.forEach(
          (hour, down) -> {
            Instant from = DAY.plus(Duration.ofHours(hour));
            Figures figures = statistics.of("a", from, from.plus(Duration.ofMinutes(30)));
            assertEquals(down, figures.outages().downtime(), "hour " + hour);
          });
      assertEquals(Duration.ofHours(10), all(recording).outages().downtime());
      assertEquals(2, all(recording).outages().flips());
    }
  }
}
