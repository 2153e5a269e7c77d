package dev.uproute.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "7                             | -                             | PT7S",
        " 0.25                         | -                             | PT0.25S",
        "0                             | -                             | PT0S",
        "Sun, 29 Nov 2026 12:00:30 GMT | -                             | PT30S",
        "Sun, 29 Nov 2026 12:00:30 GMT | Sun, 29 Nov 2026 12:00:20 GMT | PT10S",
        "Sun, 29 Nov 2026 11:59:30 GMT | -                             | -",
        "soon                          | -                             | -",
        "-5                            | -                             | -",
        "Sun, 29 Nov 2026 12:00:30 GMT | yesterday                     | -",
        "''                            | -                             | -",
        "-                             | -                             | -",
      })
  void says_how_long_to_wait(String header, String date, String wait) {
    assertEquals(wait == null ? null : Duration.parse(wait), RetryAfter.of(header, date, NOW));
  }
}
