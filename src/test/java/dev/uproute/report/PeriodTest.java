package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.quartz.CronExpression;

class PeriodTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @ParameterizedTest
  @CsvSource({
    // the time, on a usual Monday and on a Sunday
    "WEEK,  Europe/Berlin,       2026-03-16, 0 0 8 ? * MON,    2026-03-23T07:00:00Z",
    "WEEK,  Europe/Berlin,       2026-03-23, 0 0 8 ? * MON,    2026-03-30T06:00:00Z",
    // 02:30 does not exist on 29 March, and comes twice on 25 October
    "WEEK,  Europe/Berlin,       2026-03-16, 0 30 2 ? * SUN,   2026-03-29T01:30:00Z",
    "WEEK,  Europe/Berlin,       2026-10-12, 0 30 2 ? * SUN,   2026-10-25T00:30:00Z",
    // half an hour is skipped
    "WEEK,  Australia/Lord_Howe, 2026-09-21, 0 15 2 ? * SUN,   2026-10-03T15:45:00Z",
    // never in that week
    "WEEK,  UTC,                 2026-11-09, 0 0 8 31 12 ?,    ",
    "MONTH, Europe/Berlin,       2026-02-01, 0 0 8 1 * ?,      2026-03-01T07:00:00Z",
    "MONTH, Europe/Berlin,       2026-03-01, 0 0 8 1 * ?,      2026-04-01T06:00:00Z",
    "MONTH, UTC,                 2026-01-01, 0 0 8 30 * ?,     ",
  })
  void a_schedule_means_what_the_clock_on_the_wall_shows(
      Period.Kind kind, String zone, LocalDate first, String cron, Instant time) throws Exception {
    CronExpression schedule = new CronExpression(cron);
    schedule.setTimeZone(TimeZone.getTimeZone("UTC"));
    assertEquals(time, new Period(kind, first, ZoneId.of(zone)).reportTime(schedule));
  }

  @Test
  void it_has_an_hour_less_or_more_when_the_clocks_change() {
    Period spring =
        Period.finished(Period.Kind.WEEK, Instant.parse("2026-03-30T06:00:00Z"), BERLIN);
    assertEquals("2026-W13", spring.label());
    assertEquals(Duration.ofHours(167), Duration.between(spring.from(), spring.to()));
    Period autumn =
        Period.finished(Period.Kind.MONTH, Instant.parse("2026-11-15T07:00:00Z"), BERLIN);
    assertEquals("2026-10", autumn.label());
    assertEquals(Duration.ofHours(31 * 24 + 1), Duration.between(autumn.from(), autumn.to()));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-W01, 2025-12-29, 2026-01-04, weekly-2026-W01.csv",
    "2026-W53, 2026-12-28, 2027-01-03, weekly-2026-W53.csv",
    "2026-02,  2026-02-01, 2026-02-28, monthly-2026-02.csv",
  })
  void a_label_stands_for_its_days(String label, LocalDate first, LocalDate last, String file) {
    Period period = Period.parse(label, ZoneOffset.UTC);
    assertEquals(first, period.first());
    assertEquals(last, period.last());
    assertEquals(label, period.label());
    assertEquals(file, period.file());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2025-W53", "2026-W00", "2026-W54", "2026-13", "2026-00", "2026", "x", ""})
  void other_texts_are_no_label(String text) {
    assertNull(Period.parse(text, ZoneOffset.UTC));
  }
}
