package dev.uproute.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.uproute.report.Period;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which week or month is meant. */
class ReportCommandTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  /** In Berlin it is Monday, 1 June already. */
  private static final Instant NOW = Instant.parse("2026-05-31T22:30:00Z");

  private static Period period(String week, String month) {
    return ReportCommand.period(week, month, BERLIN, NOW);
  }

  @ParameterizedTest
  @CsvSource({
    ",         ,        2026-W22",
    "last,     ,        2026-W22",
    "2026-W23, ,        2026-W23",
    ",         last,    2026-05",
    ",         2026-06, 2026-06",
  })
  void without_a_label_it_is_the_last_that_is_over(String week, String month, String label) {
    assertEquals(label, period(week, month).label());
  }

  @ParameterizedTest
  @CsvSource({
    "2025-W53, ,         'report: --week \"2025-W53\" is no ISO week, which is written like 2026-W23'",
    "2026-05,  ,         'report: --week \"2026-05\" is no ISO week, which is written like 2026-W23'",
    ",         2026-13,  'report: --month \"2026-13\" is no month, which is written like 2026-06'",
    ",         2026-W20, 'report: --month \"2026-W20\" is no month, which is written like 2026-06'",
    "2026-W24, ,         'report: Week 2026-W24 begins on 2026-06-08'",
  })
  void what_is_none_is_said(String week, String month, String sentence) {
    assertEquals(
        sentence,
        assertThrows(IllegalArgumentException.class, () -> period(week, month)).getMessage());
  }
}
