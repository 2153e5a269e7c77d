package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.service.Rhythm;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What a beat that was stored by another clock is worth. */
class BeatTest {
  private static final Instant NOW = Instant.parse("2026-06-17T12:00:00Z");

  @Test
  void a_beat_from_the_future_delays_the_next_alarm_by_no_more_than_its_rhythm() {
    Rhythm rhythm = new Rhythm(Duration.ofHours(1), Duration.ofMinutes(5));
    Beat stored =
        Beat.listed(NOW.plus(Duration.ofDays(2))).heard(Signal.GOOD, NOW.plus(Duration.ofDays(2)));
    Beat read = stored.until(NOW);
    assertEquals(Status.UP, Pulse.of(read, rhythm, NOW).status());
    Instant late = NOW.plus(rhythm.every()).plus(rhythm.grace()).plusSeconds(1);
    assertEquals(Status.DOWN, Pulse.of(read, rhythm, late).status());
    Beat usual = Beat.listed(NOW.minusSeconds(60));
    assertEquals(usual, usual.until(NOW));
  }
}
