package dev.uproute.page;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A point in time on a page: {@code <time datetime="iso">text</time>}.
 *
 * @param iso ISO-8601 in UTC, to the second
 * @param text for people
 */
public record TimeElement(String iso, String text) {
  /** Null stays null. */
  static TimeElement of(Instant at, Instant now, Language language) {
    return at == null ? null : new TimeElement(iso(at), language.time(at, now));
  }

  /** With its date, also on the day itself; null stays null. */
  static TimeElement full(Instant at, Language language) {
    return at == null ? null : new TimeElement(iso(at), language.fullTime(at));
  }

  /** As short as a column allows: the time of this day, the date of another; null stays null. */
  static TimeElement narrow(Instant at, Instant now, Language language) {
    return at == null ? null : new TimeElement(iso(at), language.narrowTime(at, now));
  }

  static String iso(Instant at) {
    return at.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
