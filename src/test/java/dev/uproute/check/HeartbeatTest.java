package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.service.Expect;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a beat that was stored by another clock is worth. */
class HeartbeatTest {
  private static final Instant NOW = Instant.parse("2026-06-17T12:00:00Z");

  @Test
  void a_beat_from_the_future_delays_the_next_alarm_by_no_more_than_its_rhythm() {
    Expect.HeartbeatPeriod rhythm =
        new Expect.HeartbeatPeriod(Duration.ofHours(1), Duration.ofMinutes(5));
    Heartbeat stored =
        Heartbeat.listed(NOW.plus(Duration.ofDays(2)))
            .received(Heartbeat.Signal.GOOD, NOW.plus(Duration.ofDays(2)));
    Heartbeat read = stored.until(NOW);
    assertEquals(Status.UP, HeartbeatVerdict.of(read, rhythm, NOW).status());
    Instant late = NOW.plus(rhythm.every()).plus(rhythm.grace()).plusSeconds(1);
    assertEquals(Status.DOWN, HeartbeatVerdict.of(read, rhythm, late).status());
    Heartbeat usual = Heartbeat.listed(NOW.minusSeconds(60));
    assertEquals(usual, usual.until(NOW));
  }
}
