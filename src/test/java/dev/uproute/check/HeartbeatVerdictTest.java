package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.uproute.service.Expect;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Diaries of jobs: what they said when, and what that meant. */
class HeartbeatVerdictTest {
  private static final Instant LISTED = Instant.parse("2026-11-01T00:00:00Z");
  private static final Expect.HeartbeatPeriod DAILY =
      new Expect.HeartbeatPeriod(Duration.ofDays(1), Duration.ofHours(1));

  private Heartbeat heartbeat = Heartbeat.listed(LISTED);

  private void says(String time, String word) {
    heartbeat = heartbeat.received(Heartbeat.Signal.of(word), Instant.parse(time));
  }

  private void means(String time, Status status, String sentence) {
    assertEquals(
        new HeartbeatVerdict(status, sentence),
        HeartbeatVerdict.of(heartbeat, DAILY, Instant.parse(time)));
  }

  @Test
  void a_beat_that_never_came_is_unknown_until_it_is_late() {
    means("2026-11-01T00:01:00Z", Status.UNKNOWN, "no beat yet");
    means("2026-11-02T01:00:00Z", Status.UNKNOWN, "no beat yet");
    means(
        "2026-11-02T01:00:01Z",
        Status.DOWN,
        "no beat since it was listed at 2026-11-01 00:00 UTC, expected every 1d");
  }

  @Test
  void a_beat_is_good_for_its_interval_and_the_grace() {
    says("2026-11-01T03:00:00Z", "");
    means("2026-11-01T03:00:42Z", Status.UP, "beat at 03:00 UTC");
    means("2026-11-02T04:00:00Z", Status.UP, "beat at 2026-11-01 03:00 UTC");
    means(
        "2026-11-02T04:00:01Z",
        Status.DOWN,
        "last beat at 2026-11-01 03:00 UTC, expected every 1d");
    says("2026-11-02T05:00:00Z", "0");
    means("2026-11-02T05:03:00Z", Status.UP, "beat at 05:00 UTC");
  }

  @Test
  void a_job_that_fails_is_down_until_one_is_good() {
    says("2026-11-01T03:00:00Z", "");
    says("2026-11-01T04:00:00Z", "fail");
    means("2026-11-01T04:00:00Z", Status.DOWN, "the job failed at 04:00 UTC");
    says("2026-11-01T05:00:00Z", "137");
    means("2026-11-01T05:10:00Z", Status.DOWN, "the job failed with exit code 137 at 05:00 UTC");
    says("2026-11-01T06:00:00Z", "start");
    means("2026-11-01T06:00:00Z", Status.DOWN, "the job failed with exit code 137 at 05:00 UTC");
    says("2026-11-01T06:10:00Z", "");
    means("2026-11-01T06:10:05Z", Status.UP, "beat at 06:10 UTC, ran for 10 min");
  }

  @Test
  void a_job_that_started_has_to_finish_within_the_grace() {
    says("2026-11-01T03:00:00Z", "start");
    means("2026-11-01T03:20:00Z", Status.UNKNOWN, "no beat yet, started again at 03:00 UTC");
    says("2026-11-01T03:30:00Z", "0");
    says("2026-11-02T03:00:00Z", "start");
    means(
        "2026-11-02T03:05:00Z",
        Status.UP,
        "beat at 2026-11-01 03:30 UTC, ran for 30 min, started again at 03:00 UTC");
    means("2026-11-02T04:00:01Z", Status.DOWN, "the job started at 03:00 UTC and did not finish");
  }

  @Test
  void a_beat_that_was_due_while_we_did_not_run_is_not_held_against_the_job() {
    says("2026-11-01T03:00:00Z", "");
    Instant away = Instant.parse("2026-11-02T02:00:00Z");
    Instant back = Instant.parse("2026-11-02T06:00:00Z");
    heartbeat = HeartbeatVerdict.afterAbsence(heartbeat, DAILY, away, back);
    means("2026-11-02T06:00:01Z", Status.UNKNOWN, "Uproute was not running when a beat was due");
    means(
        "2026-11-03T07:00:01Z",
        Status.DOWN,
        "last beat at 2026-11-01 03:00 UTC, expected every 1d");
    says("2026-11-03T08:00:00Z", "");
    assertNull(heartbeat.excused());
  }

  @Test
  void a_beat_that_was_not_due_or_missing_before_is_not_excused() {
    says("2026-11-01T03:00:00Z", "");
    Instant noon = Instant.parse("2026-11-01T12:00:00Z");
    assertSame(
        heartbeat, HeartbeatVerdict.afterAbsence(heartbeat, DAILY, noon, noon.plusSeconds(3600)));
    Instant late = Instant.parse("2026-11-02T12:00:00Z");
    assertSame(
        heartbeat, HeartbeatVerdict.afterAbsence(heartbeat, DAILY, late, late.plusSeconds(3600)));
  }

  @Test
  void only_what_can_be_an_exit_code_is_one() {
    assertNull(Heartbeat.Signal.of("256"));
    assertNull(Heartbeat.Signal.of("-1"));
    assertNull(Heartbeat.Signal.of("Start"));
    assertEquals(new Heartbeat.Signal(255), Heartbeat.Signal.of("255"));
  }
}
