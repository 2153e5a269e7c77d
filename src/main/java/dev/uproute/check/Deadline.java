package dev.uproute.check;

import java.time.Duration;

/**
 * The time one attempt may take, measured with {@link System#nanoTime} so that a clock that jumps
 * changes nothing. Immutable.
 *
 * @param begun nanoTime at which the attempt began
 * @param end nanoTime at which it is over
 */
public record Deadline(long begun, long end) {

  public static Deadline after(Duration timeout) {
    long now = System.nanoTime();
    return new Deadline(now, now + timeout.toNanos());
  }

  public boolean passed() {
    return leftNanos() <= 0;
  }

  /** Nanoseconds left; zero or less when it has passed. */
  public long leftNanos() {
    return end - System.nanoTime();
  }

  /** Whole milliseconds left, at least 1: socket calls read 0 as for ever. */
  public int leftMillis() {
    return Math.clamp(leftNanos() / 1_000_000, 1, Integer.MAX_VALUE);
  }

  /** Microseconds since the attempt began. */
  public long elapsed() {
    return (System.nanoTime() - begun) / 1000;
  }

  public Duration length() {
    return Duration.ofNanos(end - begun);
  }
}
