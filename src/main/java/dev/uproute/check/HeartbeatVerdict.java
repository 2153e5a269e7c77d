package dev.uproute.check;

import static java.time.temporal.ChronoUnit.DAYS;

import dev.uproute.service.Expect;
import dev.uproute.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The status of a heartbeat service now. Pure; the first rule that holds wins:
 *
 * <ol>
 *   <li>the last job failed: DOWN;
 *   <li>a job started and did not end within the grace: DOWN;
 *   <li>no heartbeat within the period and the grace: DOWN, UNKNOWN when Uproute itself could not
 *       receive it;
 *   <li>no heartbeat yet: UNKNOWN;
 *   <li>else UP.
 * </ol>
 */
record HeartbeatVerdict(Status status, String sentence) {
  private static final DateTimeFormatter CLOCK = format("HH:mm 'UTC'");
  private static final DateTimeFormatter DAY = format("uuuu-MM-dd HH:mm 'UTC'");

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
  }

  static HeartbeatVerdict of(Heartbeat heartbeat, Expect.HeartbeatPeriod rhythm, Instant now) {
    if (heartbeat.failed() != null) {
      String code = heartbeat.code() == null ? "" : " with exit code " + heartbeat.code();
      return down("the job failed" + code + at(heartbeat.failed(), now) + took(heartbeat));
    }
    if (heartbeat.started() != null && now.isAfter(heartbeat.started().plus(rhythm.grace()))) {
      return down("the job started" + at(heartbeat.started(), now) + " and did not finish");
    }
    Instant last = heartbeat.good() == null ? heartbeat.since() : heartbeat.good();
    if (late(last, rhythm, now)) {
      return late(heartbeat, rhythm, now);
    }
    String running =
        heartbeat.started() == null ? "" : ", started again" + at(heartbeat.started(), now);
    return heartbeat.good() == null
        ? new HeartbeatVerdict(Status.UNKNOWN, "no beat yet" + running)
        : new HeartbeatVerdict(
            Status.UP, "beat" + at(heartbeat.good(), now) + took(heartbeat) + running);
  }

  private static HeartbeatVerdict late(
      Heartbeat heartbeat, Expect.HeartbeatPeriod rhythm, Instant now) {
    if (heartbeat.excused() != null && !late(heartbeat.excused(), rhythm, now)) {
      return new HeartbeatVerdict(Status.UNKNOWN, "Uproute was not running when a beat was due");
    }
    String expected = ", expected every " + Durations.text(rhythm.every());
    return down(
        heartbeat.good() == null
            ? "no beat since it was listed" + at(heartbeat.since(), now) + expected
            : "last beat" + at(heartbeat.good(), now) + expected);
  }

  /**
   * The same heartbeat where Uproute did not run between two times: excused when one was due then
   * that was not missing before.
   */
  static Heartbeat afterAbsence(
      Heartbeat heartbeat, Expect.HeartbeatPeriod rhythm, Instant from, Instant to) {
    Instant last = heartbeat.good() == null ? heartbeat.since() : heartbeat.good();
    Instant due = last.plus(rhythm.every());
    boolean missingBefore = due.plus(rhythm.grace()).isBefore(from);
    boolean dueBeforeReturn = due.minus(rhythm.grace()).isBefore(to);
    return !missingBefore && dueBeforeReturn ? heartbeat.excused(to) : heartbeat;
  }

  private static boolean late(Instant last, Expect.HeartbeatPeriod rhythm, Instant now) {
    return now.isAfter(last.plus(rhythm.every()).plus(rhythm.grace()));
  }

  private static HeartbeatVerdict down(String sentence) {
    return new HeartbeatVerdict(Status.DOWN, sentence);
  }

  private static String took(Heartbeat heartbeat) {
    return heartbeat.ran() == null ? "" : ", ran for " + rough(heartbeat.ran());
  }

  /** The time, because a sentence is read long after it was made; with the date of another day. */
  private static String at(Instant then, Instant now) {
    boolean today = then.truncatedTo(DAYS).equals(now.truncatedTo(DAYS));
    return " at " + (today ? CLOCK : DAY).format(then);
  }

  /** As people say it: 42 s, 5 min, 26 h, 3 d. */
  static String rough(Duration time) {
    long seconds = Math.max(0, time.toSeconds());
    if (seconds < 120) {
      return seconds + " s";
    }
    if (seconds < 7200) {
      return seconds / 60 + " min";
    }
    return seconds < 2 * 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
  }
}
