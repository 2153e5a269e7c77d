package dev.uproute.text;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** How times and figures are written for people, the same on every page and line. */
public final class Words {
  /** Stands where there is no figure. */
  public static final String NONE = "—";

  private static final List<String> UNITS = List.of("s", "min", "h", "d");

  private static final DateTimeFormatter CLOCK = format("HH:mm 'UTC'");
  private static final DateTimeFormatter DAY_AND_CLOCK = format("d MMM uuuu, HH:mm 'UTC'");

  private Words() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
  }

  /**
   * An uptime with two decimals, rounded down so that {@code 100 %} means that nothing failed; a
   * dash for null.
   *
   * @param fraction from 0 to 1, or null
   */
  public static String percent(Double fraction) {
    BigDecimal percent = percent(fraction, 2);
    if (percent == null) {
      return NONE;
    }
    boolean whole = fraction == 0 || fraction == 1;
    return (whole ? percent.setScale(0).toPlainString() : percent.toPlainString()) + " %";
  }

  /**
   * A fraction as a percentage, rounded down; null stays null.
   *
   * @param decimals places after the point
   */
  public static BigDecimal percent(Double fraction, int decimals) {
    return fraction == null
        ? null
        : BigDecimal.valueOf(fraction).movePointRight(2).setScale(decimals, RoundingMode.FLOOR);
  }

  /** A response time for people, for example {@code 183 ms}; a dash for null. */
  public static String millis(Long micros) {
    if (micros == null) {
      return NONE;
    }
    return micros < 1000 ? "<1 ms" : String.format(Locale.ROOT, "%,d ms", wholeMillis(micros));
  }

  /** Microseconds as the nearest whole milliseconds; null stays null. */
  public static Long wholeMillis(Long micros) {
    return micros == null ? null : Long.valueOf(Math.round(micros / 1000.0));
  }

  /** A length of time in its two largest units, for example {@code 3 h 5 min}; never negative. */
  public static String duration(Duration length) {
    return duration(length, UNITS);
  }

  /**
   * @param units what second, minute, hour and day are called
   */
  public static String duration(Duration length, List<String> units) {
    long seconds = Math.max(0, length.toSeconds());
    if (seconds < 60) {
      return seconds + " " + units.get(0);
    }
    if (seconds < 3600) {
      return seconds / 60 + " " + units.get(1);
    }
    return seconds < 86_400
        ? pair(seconds / 3600, units.get(2), seconds % 3600 / 60, units.get(1))
        : pair(seconds / 86_400, units.get(3), seconds % 86_400 / 3600, units.get(2));
  }

  private static String pair(long large, String unit, long small, String smallUnit) {
    return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
  }

  /**
   * A time as short as it can be understood on a page that was made at {@code now}: the time, and
   * the date when it is another day. In UTC, because a file has no reader whose zone it could know.
   */
  public static String time(Instant at, Instant now) {
    boolean sameDay = day(at).equals(day(now));
    return (sameDay ? CLOCK : DAY_AND_CLOCK).format(at);
  }

  /** A time with its date, for example {@code 17 Jun 2026, 21:37 UTC}. */
  public static String fullTime(Instant at) {
    return DAY_AND_CLOCK.format(at);
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  /** A number with its noun, for example {@code 1 day} or {@code 1,200 services}. */
  public static String count(long number, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }

  /**
   * A text in which everything can be seen: control, direction and zero-width characters appear as
   * {@code \}{@code u202E}, so that no name can end a line, move a cursor or turn the text around
   * it. Half a surrogate pair becomes U+FFFD.
   */
  public static String visible(String text) {
    StringBuilder seen = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    seen.append(String.format("\\u%04X", c));
                case Character.SURROGATE -> seen.append('\uFFFD');
                default -> seen.appendCodePoint(c);
              }
            });
    return seen.toString();
  }
}
