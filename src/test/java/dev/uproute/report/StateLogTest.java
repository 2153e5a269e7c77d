package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.uproute.ServiceBuilder;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.record.Streak;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StateLogTest {
  private static final Instant AT = Instant.parse("2026-06-17T12:00:00Z");

  private Streak before;

  @Test
  void each_change_is_one_line_with_its_reason_and_how_long_it_was_otherwise() {
    assertNull(line(Status.UP, 0));
    assertNull(line(Status.UP, 0));
    assertEquals("plex is degraded, after 1 h up: slow", line(Status.DEGRADED, 3600));
    assertEquals(
        "plex is bot detected, after 1 min degraded: slow", line(Status.BOT_DETECTED, 3660));
    assertEquals("plex is down, after 1 min bot detected: slow", line(Status.DOWN, 3720));
    assertNull(line(Status.DOWN, 3720));
    assertEquals("plex is up, after 3 min down", line(Status.UP, 3900));
  }

  @Test
  void what_is_wrong_when_it_is_seen_first_is_said_and_how_long_it_is_so_already() {
    assertEquals(
        "plex is down: slow", StateLog.line("plex", null, streak(Status.DOWN, 60), result(60)));
    assertEquals(
        "plex is still down, for 1 h: slow",
        StateLog.line("plex", null, streak(Status.DOWN, 0), result(3600)));
  }

  private String line(Status state, long since) {
    Streak now = streak(state, since);
    String line = StateLog.line("plex", before, now, result(since));
    before = now;
    return line;
  }

  private static Streak streak(Status state, long since) {
    Streak none = Streak.NONE;
    return new Streak(
        state, AT.plusSeconds(since), none.run(), none.outage(), none.warned(), none.unrest());
  }

  private static Result result(long at) {
    return new Result(
        ServiceBuilder.named("plex").service(),
        AT.plusSeconds(at),
        Status.DOWN,
        "slow",
        Evidence.NONE);
  }
}
