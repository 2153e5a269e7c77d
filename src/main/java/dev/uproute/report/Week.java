package dev.uproute.report;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Date;
import java.util.Locale;
import org.quartz.CronExpression;

/**
 * An ISO week as the clocks of a place show it: it has an hour less or more when they change.
 * Immutable.
 *
 * @param monday its first day
 */
record Week(LocalDate monday, ZoneId zone) {

  /** The last one that is over. */
  static Week finished(Instant now, ZoneId zone) {
    LocalDate today = LocalDate.ofInstant(now, zone);
    return new Week(
        today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(1), zone);
  }

  Instant from() {
    return monday.atStartOfDay(zone).toInstant();
  }

  /** Excluded. */
  Instant to() {
    return monday.plusWeeks(1).atStartOfDay(zone).toInstant();
  }

  /** For example {@code 2026-W46}; later weeks are greater as text. */
  String label() {
    return String.format(
        Locale.ROOT,
        "%04d-W%02d",
        monday.get(IsoFields.WEEK_BASED_YEAR),
        monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  /**
   * When its report is made: the first time of the schedule in the week that follows; null when
   * there is none. The schedule means what the clock on the wall shows, so it is asked as if there
   * were no zone: a time that a change of the clocks skips comes an hour later, one that comes
   * twice counts once.
   *
   * @param schedule in UTC
   */
  Instant reportTime(CronExpression schedule) {
    LocalDateTime start = monday.plusWeeks(1).atStartOfDay();
    Date before = Date.from(start.minusSeconds(1).toInstant(ZoneOffset.UTC));
    Date next = schedule.getNextValidTimeAfter(before);
    LocalDateTime time =
        next == null ? null : LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC);
    return time == null || !time.isBefore(start.plusWeeks(1))
        ? null
        : time.atZone(zone).toInstant();
  }
}
