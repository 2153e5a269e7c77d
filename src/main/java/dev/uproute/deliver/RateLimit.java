package dev.uproute.deliver;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * How often a channel gets a message: when nothing new came for a while, at the latest a minute
 * after the first, at the earliest a minute after the message before, and never more often in an
 * hour than allowed. Times are of the monotonic clock. Pure.
 *
 * @param quietFor a message waits until nothing new came for this long
 * @param perHour most messages in an hour, from 1
 */
record RateLimit(Duration quietFor, int perHour) {
  /** A message waits no longer for more to come. */
  static final Duration LONGEST = Duration.ofSeconds(60);

  private static final Duration APART = Duration.ofSeconds(60);

  /**
   * When a message leaves.
   *
   * @param stored when what it notifies was stored, at least one
   * @param sends when the messages of the last hour left, newest first
   */
  Instant due(List<Instant> stored, List<Instant> sends) {
    List<Instant> times = stored.stream().sorted().toList();
    Instant newest = times.getLast();
    Instant due = earlier(newest.plus(quietFor), times.getFirst().plus(LONGEST));
    if (!sends.isEmpty()) {
      due = later(due, sends.getFirst().plus(APART));
    }
    if (sends.size() >= perHour) {
      due = later(due, sends.get(perHour - 1).plus(Duration.ofHours(1)));
    }
    return due;
  }

  static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  static Instant later(Instant a, Instant b) {
    return a.isBefore(b) ? b : a;
  }
}
