package dev.uproute.page;

import dev.uproute.text.Words;
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
  static TimeElement of(Instant at, Instant now) {
    return at == null
        ? null
        : new TimeElement(at.truncatedTo(ChronoUnit.SECONDS).toString(), Words.time(at, now));
  }

  /** With its date, also on the day itself; null stays null. */
  static TimeElement full(Instant at) {
    return at == null
        ? null
        : new TimeElement(at.truncatedTo(ChronoUnit.SECONDS).toString(), Words.fullTime(at));
  }

  /** As short as a column allows: the time of this day, the date of another; null stays null. */
  static TimeElement narrow(Instant at, Instant now) {
    return at == null
        ? null
        : new TimeElement(at.truncatedTo(ChronoUnit.SECONDS).toString(), Words.narrowTime(at, now));
  }
}
