package dev.uproute.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/** The marks of a time axis: round times in UTC, at most five. */
final class TimeAxis {
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofMinutes(2),
          Duration.ofMinutes(5),
          Duration.ofMinutes(10),
          Duration.ofMinutes(20),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(2),
          Duration.ofHours(4),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofDays(1),
          Duration.ofDays(2),
          Duration.ofDays(5),
          Duration.ofDays(10));
  private static final int MOST = 5;

  private TimeAxis() {}

  static List<Instant> between(Instant start, Instant end) {
    Duration length = Duration.between(start, end);
    Duration longest = length.dividedBy(MOST).plusSeconds(1);
    long step =
        STEPS.stream()
            .filter(s -> s.multipliedBy(MOST).compareTo(length) >= 0)
            .findFirst()
            .orElse(longest)
            .toSeconds();
    long first = Math.floorDiv(start.getEpochSecond(), step) + 1;
    return LongStream.rangeClosed(first, Math.floorDiv(end.getEpochSecond(), step))
        .mapToObj(n -> Instant.ofEpochSecond(n * step))
        .toList();
  }

  /** The time of day on a short axis, the day on a long one. */
  static String label(Instant at, Instant start, Instant end, Language language) {
    boolean days = Duration.between(start, end).compareTo(Duration.ofDays(2)) > 0;
    return language.mark(at, days);
  }
}
