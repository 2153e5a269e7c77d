package dev.uproute.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.service.OnCall.Turn;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is on call at which time of the week. */
class OnCallTest {
  private static final OnCall NIGHT =
      new OnCall(
          "night",
          List.of(
              turn(DayOfWeek.MONDAY, "08:00", "anna"),
              turn(DayOfWeek.FRIDAY, "18:00", "bob"),
              turn(DayOfWeek.SUNDAY, "02:30", "carl")),
          ZoneId.of("Europe/Berlin"));

  private static Turn turn(DayOfWeek day, String at, String channel) {
    return new Turn(day, LocalTime.parse(at), List.of(channel));
  }

  // 2026-06-15 is a Monday, 2026-03-29 the Sunday without 02:30, 2026-10-25 the one with two
  @ParameterizedTest
  @CsvSource({
    "2026-06-15T05:59:59Z, carl",
    "2026-06-15T06:00:00Z, anna",
    "2026-06-19T15:59:59Z, anna",
    "2026-06-19T16:00:00Z, bob",
    "2026-06-21T00:29:59Z, bob",
    "2026-06-21T00:30:00Z, carl",
    "2026-06-21T23:00:00Z, carl",
    "2026-03-29T00:59:59Z, bob",
    "2026-03-29T01:00:00Z, carl",
    "2026-10-25T00:29:59Z, bob",
    "2026-10-25T00:30:00Z, carl",
    "2026-10-25T01:30:00Z, carl",
    "2026-12-21T06:59:59Z, carl",
    "2026-12-21T07:00:00Z, anna"
  })
  void the_last_turn_that_began_counts(Instant time, String channel) {
    assertEquals(List.of(channel), NIGHT.at(time));
  }
}
