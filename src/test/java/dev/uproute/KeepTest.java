package dev.uproute;

import static dev.uproute.Watched.result;
import static dev.uproute.Watched.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.report.Uptime;
import dev.uproute.service.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Route keep on a real database file. */
@OnEachDatabaseNightly
class KeepTest {
  @Parameter TestDatabase database;
  private static final Service A = service("a");
  private static final Instant HOUR =
      Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(40));
  @TempDir Path folder;

  private static Result took(Instant at, long response) {
    return new Result(
        A, at, Status.UP, "", new Evidence(200, response, Evidence.Timings.NONE, null, 1, null));
  }

  @Test
  void old_results_go_and_their_hours_stay() throws Exception {
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      List<Result> results = new ArrayList<>();
      for (int i = 1; i <= 20; i++) {
        results.add(took(HOUR.plusSeconds(60L * i), i));
      }
      results.add(result(A, HOUR.plusSeconds(1500), Status.DOWN));
      results.add(result(A, HOUR.plusSeconds(1560), Status.UNKNOWN));
      results.add(took(HOUR.plusSeconds(3600), 7));
      results.add(took(Instant.now(), 9));
      recording.record(results);
      recording.send("direct:keep-all", null);
      assertEquals("1", recording.ask("select count(*) from result"));
      assertEquals(
          "22 21 20 21 183210 1 183000/1 1 1 1 7 7 7",
          recording.ask(
              "select group_concat(checks || ' ' || counted || ' ' || online || ' ' || responses"
                  + " || ' ' || response_sum || ' ' || response_min || ' ' || response_max, '/')"
                  + " from hourly"));
      assertEquals(
          "24 23 22",
          recording.ask("select checks || ' ' || counted || ' ' || online from streak"));
    }
  }

  @Test
  void pruning_again_counts_nothing_twice() throws Exception {
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      recording.record(List.of(took(HOUR, 1)));
      recording.send("direct:keep-all", null);
      recording.record(List.of(took(HOUR.plusSeconds(1), 1)));
      recording.send("direct:keep-all", null);
      recording.send("direct:keep-all", null);
      assertEquals("2", recording.ask("select sum(checks) from hourly"));
      assertEquals("0", recording.ask("select count(*) from result"));
    }
  }

  @Test
  void old_hours_go_and_their_days_stay() throws Exception {
    try (Recording recording = new Recording(database, folder.resolve("x.db"))) {
      Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS).minus(Duration.ofDays(500));
      List<Result> results = new ArrayList<>();
      for (int i = 0; i < 48; i++) {
        results.add(took(day.plus(Duration.ofHours(i)), i));
      }
      results.add(took(HOUR, 3));
      recording.record(results);
      recording.send("direct:keep-all", null);
      assertEquals("1", recording.ask("select count(*) from hourly"));
      assertEquals(
          "24 0 23/24 24 47",
          recording.ask(
              "select group_concat(checks || ' ' || response_min || ' ' || response_max, '/')"
                  + " from daily where start < "
                  + day.plus(Duration.ofDays(2)).toEpochMilli()));
      assertEquals("49", recording.ask("select checks from streak"));
    }
  }

  @Test
  void uptime_stays_the_same_when_its_results_become_hours() throws Exception {
    Map<String, String> short_ = Map.of("uproute.keep.raw", "2h");
    try (Recording recording = new Recording(database, folder.resolve("x.db"), short_)) {
      Instant start = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofDays(5));
      List<Result> results = new ArrayList<>();
      for (int i = 0; i < 480; i++) {
        results.add(result(A, start.plusSeconds(900L * i), i % 3 == 0 ? Status.DOWN : Status.UP));
      }
      recording.record(results);
      Uptime before = recording.liveState().report(List.of(A), null).services().getFirst().uptime();
      recording.send("direct:keep-all", null);
      assertTrue(Integer.parseInt(recording.ask("select count(*) from result")) < 20);
      Uptime after = recording.liveState().report(List.of(A), null).services().getFirst().uptime();
      assertEquals(before.week(), after.week());
      assertEquals(before.month(), after.month());
      assertEquals(before.all(), after.all());
      assertEquals(before.day(), after.day(), 0.02);
    }
  }
}
