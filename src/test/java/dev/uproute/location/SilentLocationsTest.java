package dev.uproute.location;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.uproute.FakeClock;
import dev.uproute.service.MonotonicClock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class SilentLocationsTest {
  private final FakeClock clock = new FakeClock();
  private final SilentLocations locations =
      new SilentLocations(
          "home, fra1", "home", new MonotonicClock(() -> clock.millis() * 1_000_000), clock);

  @Test
  void each_silence_is_said_once_and_its_end() {
    clock.pass(Duration.ofSeconds(119));
    assertEquals(List.of(), locations.changes(), "an agent may start later than its centre");
    clock.pass(Duration.ofSeconds(1));
    assertEquals(
        List.of("Location fra1 has not been heard of for 2 min; services are judged without it"),
        locations.changes());
    clock.pass(Duration.ofHours(1));
    assertEquals(List.of(), locations.changes());
    locations.heard("fra1");
    assertEquals(List.of("Location fra1 is heard of again"), locations.changes());
    assertEquals(List.of(), locations.changes());
  }

  @Test
  void health_names_since_when() {
    clock.pass(Duration.ofMinutes(1));
    locations.heard("fra1");
    assertEquals(List.of("fra1"), locations.names());
    clock.pass(Duration.ofSeconds(119));
    assertNull(locations.problem("fra1"));
    clock.pass(Duration.ofHours(1));
    assertEquals(
        "has not been heard of since 2026-06-17T12:01:00Z; services are judged without it",
        locations.problem("fra1"));
    locations.heard("fra1");
    assertNull(locations.problem("fra1"));
  }
}
