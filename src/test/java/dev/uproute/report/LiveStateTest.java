package dev.uproute.report;

import static dev.uproute.Watched.result;
import static dev.uproute.Watched.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.Recording;
import dev.uproute.TestDatabase;
import dev.uproute.Vectors;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.record.Batch;
import dev.uproute.service.Service;
import dev.uproute.store.Connections;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The board on a real database, under a clock that tests set. */
@OnEachDatabaseNightly
class LiveStateTest {
  @Parameter TestDatabase database;
  private static final Instant NOON = Instant.parse("2026-06-17T12:00:00Z");
  private static final Service A = service("a");
  @TempDir Path folder;
  private Recording recording;
  private Instant now = NOON;

  @BeforeEach
  void open() throws Exception {
    recording = new Recording(database, folder.resolve("x.db"));
  }

  @AfterEach
  void close() {
    recording.close();
  }

  private LiveState liveState() {
    return new LiveState(recording.bean("reader", Connections.class), () -> now);
  }

  /** Commits results, and lets a board see them as the route does. */
  private void record(LiveState liveState, Result... results) {
    Object batch =
        recording
            .context()
            .createProducerTemplate()
            .send("direct:record-batch", exchange -> exchange.getIn().setBody(List.of(results)))
            .getVariable("batch");
    liveState.observe((Batch) batch);
  }

  private static ServiceReport of(LiveState liveState, Service service) {
    return liveState.report(List.of(service), null).services().getFirst();
  }

  static Stream<Arguments> uptime() {
    return Vectors.of("uptime");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("uptime")
  void uptime_is_what_the_vectors_say(String id, JsonNode vector) {
    boolean graded = vector.get("preset").asText().equals("asimonson");
    Service service = service("a", "A", Watched.USUAL, !graded);
    now = Instant.ofEpochSecond(vector.get("now").asLong());
    List<Result> results = new ArrayList<>();
    Uptime.Counts counts = Uptime.Counts.NONE;
    for (JsonNode check : vector.get("checks")) {
      Result result =
          result(
              service,
              Instant.ofEpochSecond(check.get(0).asLong()),
              Status.valueOf(check.get(1).asText()));
      results.addFirst(result);
      counts = counts.with(result.online());
    }
    record(liveState(), results.toArray(Result[]::new));
    Uptime uptime = of(liveState(), service).uptime();
    Double expected = vector.get("expect").isNull() ? null : vector.get("expect").asDouble();
    if (expected != null && graded) {
      expected /= 100;
    }
    Double stored =
        switch (vector.get("hours").asInt(0)) {
          case 24 -> uptime.day();
          case 168 -> uptime.week();
          case 720 -> uptime.month();
          default -> uptime.all();
        };
    assertEquals(expected, stored);
    if (vector.get("hours").asInt(0) != 24 || !id.equals("000-7d")) {
      assertEquals(expected, counts.uptime());
    }
  }

  @Test
  void unknown_is_in_no_uptime() {
    record(liveState(), result(A, NOON, Status.UNKNOWN));
    ServiceReport report = of(liveState(), A);
    assertEquals(Uptime.NONE, report.uptime());
    assertEquals(1, report.checks());
    assertEquals(Status.UNKNOWN, report.status());
  }

  @Test
  void a_sliding_window_counts_what_a_fresh_count_counts() {
    LiveState sliding = liveState();
    of(sliding, A);
    Random random = new Random(42);
    Instant begin = NOON;
    for (int i = 0; i < 400; i++) {
      now = begin.plus(Duration.ofHours(3L * i)).plusMillis(random.nextInt(3_600_000));
      Status status = Status.values()[random.nextInt(6)];
      record(sliding, result(A, now.minusMillis(random.nextInt(5000)), status));
      if (random.nextInt(3) == 0) {
        assertEquals(of(liveState(), A).uptime(), of(sliding, A).uptime(), "step " + i);
      }
    }
    assertEquals(of(liveState(), A).uptime(), of(sliding, A).uptime());
    assertTrue(of(sliding, A).uptime().day() != null, "nothing was counted");
  }

  @Test
  void a_clock_that_is_set_back_does_not_count_twice() {
    LiveState liveState = liveState();
    record(liveState, result(A, NOON.minus(Duration.ofHours(25)), Status.DOWN));
    record(liveState, result(A, NOON, Status.UP));
    assertEquals(1.0, of(liveState, A).uptime().day());
    now = NOON.minus(Duration.ofHours(2));
    assertEquals(0.5, of(liveState, A).uptime().day());
    now = NOON;
    assertEquals(1.0, of(liveState, A).uptime().day());
  }

  @Test
  void a_board_that_watched_and_one_that_was_restarted_say_the_same() {
    LiveState watched = liveState();
    of(watched, A);
    for (int i = 0; i < 300; i++) {
      Status status = i % 50 < 3 ? Status.DOWN : i % 70 == 5 ? Status.DEGRADED : Status.UP;
      Result result = result(A, NOON.plusSeconds(60L * i), status);
      record(watched, i % 100 > 95 ? result.inMaintenance() : result);
    }
    now = NOON.plusSeconds(60 * 300);
    ServiceReport seen = of(watched, A);
    assertEquals(seen, of(liveState(), A));
    assertEquals(240, seen.recent().size());
    assertEquals(12, seen.recent().stream().filter(ServiceReport.Point::maintenance).count());
    assertEquals(NOON.plusSeconds(60 * 60), seen.recent().getFirst().at());
    assertEquals(300, seen.checks());
    assertEquals(11, seen.incidents().size());
  }

  @Test
  void an_incident_lasts_from_the_first_failure_to_the_first_success() {
    LiveState liveState = liveState();
    record(
        liveState,
        result(A, NOON, Status.UP),
        result(A, NOON.plusSeconds(60), Status.TIMEOUT),
        result(A, NOON.plusSeconds(120), Status.DOWN),
        result(A, NOON.plusSeconds(180), Status.UP),
        result(A, NOON.plusSeconds(240), Status.DOWN));
    List<ServiceReport.Incident> incidents = of(liveState, A).incidents();
    assertEquals(
        List.of(
            new ServiceReport.Incident(
                "a", NOON.plusSeconds(240), null, Status.DOWN, "It was DOWN"),
            new ServiceReport.Incident(
                "a",
                NOON.plusSeconds(60),
                NOON.plusSeconds(180),
                Status.TIMEOUT,
                "It was TIMEOUT")),
        incidents);
  }

  @Test
  void a_state_is_shown_until_two_results_are_missing() {
    LiveState liveState = liveState();
    record(liveState, result(A, NOON, Status.UP));
    now = NOON.plusSeconds(130);
    assertEquals(Status.UP, of(liveState, A).status());
    assertEquals(NOON, of(liveState, A).since());
    now = NOON.plusSeconds(131);
    assertEquals(Status.UNKNOWN, of(liveState, A).status());
    assertNull(of(liveState, A).since());
    assertEquals(NOON, of(liveState, A).latest().at());
  }

  @Test
  void a_clock_put_back_does_not_freeze_what_is_shown() {
    LiveState liveState = liveState();
    of(liveState, A);
    record(liveState, result(A, NOON.minusSeconds(7200), Status.UP), result(A, NOON, Status.UP));
    now = NOON.minusSeconds(3600);
    record(liveState, result(A, now, Status.DOWN));
    for (LiveState each : List.of(liveState, liveState())) {
      ServiceReport report = of(each, A);
      assertEquals(Status.DOWN, report.status());
      assertEquals(now, report.latest().at());
    }
    now = now.plusSeconds(60);
    record(liveState, result(A, now, Status.DOWN));
    assertEquals(
        List.of(NOON.minusSeconds(7200), now.minusSeconds(60), now),
        of(liveState, A).recent().stream().map(ServiceReport.Point::at).toList());
  }

  @Test
  void a_service_without_results_is_unknown() {
    ServiceReport report = of(liveState(), A);
    assertEquals(Status.UNKNOWN, report.status());
    assertNull(report.latest());
    assertNull(report.lastOnline());
    assertEquals(List.of(), report.recent());
  }

  @Test
  void a_report_keeps_the_order_of_the_list_and_knows_the_newest_check() {
    LiveState liveState = liveState();
    Service b = service("b");
    record(liveState, result(A, NOON, Status.UP), result(b, NOON.plusSeconds(1), Status.UP));
    Report report = liveState.report(List.of(b, A), NOON.plusSeconds(60));
    assertEquals(List.of(b, A), report.services().stream().map(ServiceReport::service).toList());
    assertEquals(NOON.plusSeconds(1), report.lastCheck());
    assertEquals(NOON.plusSeconds(60), report.nextCheck());
  }
}
