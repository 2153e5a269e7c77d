package dev.uproute.text;

import static java.time.temporal.ChronoUnit.MINUTES;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * How times are written in messages: in one time zone, and with the date only when it is another
 * day.
 *
 * @param zone of the people who read them
 */
public record Times(ZoneId zone) {
  private static final DateTimeFormatter CLOCK = format("HH:mm");
  private static final DateTimeFormatter DAY = format("d MMM uuuu, HH:mm");
  private static final DateTimeFormatter NAME = format("zzz");

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  /** For programs: ISO-8601 in UTC, to the second; null stays null. */
  public static String iso(Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** Such as {@code 12:00 UTC}. */
  public String time(Instant at, Instant now) {
    return plain(at, now) + " " + NAME.format(at.atZone(zone));
  }

  /**
   * Such as {@code 12:01–12:09 UTC (8 min)}, or {@code for 20 s at 12:01 UTC} within one minute.
   *
   * @param length of the time between, in words
   */
  public String span(Instant from, Instant to, String length, Instant now) {
    boolean oneMinute = from.truncatedTo(MINUTES).equals(to.truncatedTo(MINUTES));
    return oneMinute
        ? "for " + length + " at " + time(from, now)
        : span(from, to, now) + " (" + length + ")";
  }

  private String span(Instant from, Instant to, Instant now) {
    return plain(from, now)
        + "–"
        + (day(from).equals(day(to)) ? CLOCK.format(to.atZone(zone)) : plain(to, null))
        + " "
        + NAME.format(to.atZone(zone));
  }

  private String plain(Instant at, Instant now) {
    boolean today = now != null && day(at).equals(day(now));
    return (today ? CLOCK : DAY).format(at.atZone(zone));
  }

  private LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, zone);
  }
}
