package dev.uproute.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT0S, 0s",
    "500ms, PT0.5S, 500ms",
    "30s, PT30S, 30s",
    "90, PT90S, 90s",
    "5m, PT5M, 5m",
    "120m, PT2H, 2h",
    "7d, P7D, 7d",
    "1500ms, PT1.5S, 1500ms",
    "86400, P1D, 1d",
  })
  void durations_are_read_and_written_as_people_do(String text, Duration time, String written) {
    assertEquals(time, Durations.parse(text));
    assertEquals(written, Durations.text(time));
    assertEquals(time, Durations.parse(written));
  }
}
