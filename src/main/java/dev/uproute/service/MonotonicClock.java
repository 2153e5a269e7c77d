package dev.uproute.service;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Time since the start of this run, which nobody can set: pauses, limits and leases are measured
 * with it, because the wall clock may be corrected by hours while they run. Its times mean
 * something only among themselves; what is shown or stored is of the wall clock, and comes back
 * through {@link #since} and {@link #until}. Thread-safe.
 */
public final class MonotonicClock implements InstantSource {
  private final LongSupplier nanos;
  private final long start;

  public MonotonicClock() {
    this(System::nanoTime);
  }

  /**
   * @param nanos never goes back; of any origin
   */
  public MonotonicClock(LongSupplier nanos) {
    this.nanos = nanos;
    this.start = nanos.getAsLong();
  }

  /** Now; the start of this run is {@link Instant#EPOCH}. */
  @Override
  public Instant instant() {
    return Instant.EPOCH.plusNanos(nanos.getAsLong() - start);
  }

  /**
   * When something happened whose time was stored. It counts as {@code most} ago when it lies
   * further back, or in the future: then the wall clock was set, and nobody knows.
   *
   * @param wall now, by the wall clock
   */
  public Instant since(Instant stored, Instant wall, Duration most) {
    Duration age = Duration.between(stored, wall);
    boolean known = !age.isNegative() && age.compareTo(most) < 0;
    return instant().minus(known ? age : most);
  }

  /**
   * When a pause ends whose end was stored. It has ended when more than {@code most} would be left:
   * then the wall clock was set.
   *
   * @param wall now, by the wall clock
   */
  public Instant until(Instant stored, Instant wall, Duration most) {
    Duration left = Duration.between(wall, stored);
    boolean known = !left.isNegative() && left.compareTo(most) <= 0;
    return instant().plus(known ? left : Duration.ZERO);
  }
}
