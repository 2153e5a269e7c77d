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
}
