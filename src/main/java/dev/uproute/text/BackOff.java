package dev.uproute.text;

import java.time.Duration;

/**
 * Pauses between tries that fail: the first, then each twice as long, up to the longest; each is
 * spread, so that many who failed together do not come back together. Immutable, thread-safe.
 *
 * @param first after one failure
 * @param most before it is spread
 * @param jitter share of a pause by which it is at most shorter or longer, such as 0.2
 */
public record BackOff(Duration first, Duration most, double jitter) {
  /** More doublings would overflow; any {@link #most} is reached before. */
  private static final int DOUBLINGS = 20;

  /**
   * The pause after so many failures in a row.
   *
   * @param failures from 1
   * @param random from 0 to 1
   */
  public Duration after(int failures, double random) {
    long doubled = first.toMillis() << Math.min(failures - 1, DOUBLINGS);
    long pause = Math.min(doubled, most.toMillis());
    return Duration.ofMillis((long) (pause * (1 - jitter + 2 * jitter * random)));
  }
}
