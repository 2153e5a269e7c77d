package dev.uproute.report;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Date;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/**
 * An ISO week or a calendar month as the clocks of a place show it: it has an hour less or more
 * when they change. Immutable.
 *
 * @param first its first day
 */
public record Period(Kind kind, LocalDate first, ZoneId zone) {
  private static final Pattern LABEL = Pattern.compile("(\\d{4})-(?:W(\\d\\d)|(\\d\\d))");

  /** What is reported of, by the word in settings. */
  public enum Kind {
    WEEK("weekly"),
    MONTH("monthly");

    private final String adverb;

    Kind(String adverb) {
      this.adverb = adverb;
    }

    /** As settings name it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The one in which a time is. */
  public static Period of(Kind kind, Instant at, ZoneId zone) {
    LocalDate day = LocalDate.ofInstant(at, zone);
    return new Period(
        kind,
        kind == Kind.WEEK
            ? day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY))
            : day.withDayOfMonth(1),
        zone);
  }

  /** The last one that is over. */
  public static Period finished(Kind kind, Instant now, ZoneId zone) {
    return of(kind, now, zone).plus(-1);
  }

  /**
   * The one of a label.
   *
   * @return null when there is no such week or month
   */
  public static Period parse(String label, ZoneId zone) {
    Matcher parts = LABEL.matcher(label);
    if (!parts.matches()) {
      return null;
    }
    int year = Integer.parseInt(parts.group(1));
    try {
      Period period =
          parts.group(2) == null
              ? new Period(Kind.MONTH, YearMonth.parse(label).atDay(1), zone)
              : new Period(Kind.WEEK, monday(year, Integer.parseInt(parts.group(2))), zone);
      // not every year has a week 53
      return period.label().equals(label) ? period : null;
    } catch (DateTimeException _) {
      return null;
    }
  }

  private static LocalDate monday(int year, int week) {
    LocalDate fourth = LocalDate.of(year, 1, 4);
    return fourth.with(DayOfWeek.MONDAY).plusWeeks(week - 1L);
  }

  Period plus(int count) {
    return new Period(
        kind, kind == Kind.WEEK ? first.plusWeeks(count) : first.plusMonths(count), zone);
  }

  public Instant from() {
    return first.atStartOfDay(zone).toInstant();
  }

  /** Excluded. */
  public Instant to() {
    return plus(1).from();
  }

  /** The last day. */
  public LocalDate last() {
    return plus(1).first.minusDays(1);
  }

  /** {@code 2026-W46} or {@code 2026-11}; later ones are greater as text. */
  public String label() {
    return kind == Kind.MONTH
        ? YearMonth.from(first).toString()
        : String.format(
            Locale.ROOT,
            "%04d-W%02d",
            first.get(IsoFields.WEEK_BASED_YEAR),
            first.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
  }

  /** {@code Week 2026-W46} or {@code Month 2026-11}. */
  public String title() {
    return (kind == Kind.WEEK ? "Week " : "Month ") + label();
  }

  /** The name of its CSV file. */
  public String file() {
    return kind.adverb + "-" + label() + ".csv";
  }

  /**
   * When its report is made: the first time of the schedule in the week or month that follows; null
   * when there is none. The schedule means what the clock on the wall shows, so it is asked as if
   * there were no zone: a time that a change of the clocks skips comes an hour later, one that
   * comes twice counts once.
   *
   * @param schedule in UTC
   */
  Instant reportTime(CronExpression schedule) {
    LocalDateTime start = plus(1).first.atStartOfDay();
    LocalDateTime end = plus(2).first.atStartOfDay();
    Date before = Date.from(start.minusSeconds(1).toInstant(ZoneOffset.UTC));
    Date next = schedule.getNextValidTimeAfter(before);
    LocalDateTime time =
        next == null ? null : LocalDateTime.ofInstant(next.toInstant(), ZoneOffset.UTC);
    return time == null || !time.isBefore(end) ? null : time.atZone(zone).toInstant();
  }
}
