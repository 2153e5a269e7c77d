package dev.uproute.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many requests an address may send in a second, and as many at once after a pause. Keeps the
 * addresses that asked last; thread-safe.
 */
final class RequestRate {
  private static final int ADDRESSES = 10_000;
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final int most;
  private final LongSupplier clock;
  private final Map<String, Left> left =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Left> eldest) {
          return size() > ADDRESSES;
        }
      };

  /** How many requests an address had left at a time. */
  private record Left(double requests, long at) {}

  /**
   * @param clock nanoseconds of any origin; never goes back
   */
  RequestRate(int most, LongSupplier clock) {
    this.most = most;
    this.clock = clock;
  }

  /** Counts one more; whether it may be answered. */
  synchronized boolean lets(String address) {
    long now = clock.getAsLong();
    Left before = left.get(address);
    double requests =
        before == null
            ? most
            : Math.min(most, before.requests() + (now - before.at()) / SECOND * most);
    boolean lets = requests >= 1;
    left.put(address, new Left(lets ? requests - 1 : requests, now));
    return lets;
  }
}
