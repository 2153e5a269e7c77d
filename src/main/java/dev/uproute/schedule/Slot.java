package dev.uproute.schedule;

import dev.uproute.service.Service;
import dev.uproute.service.Timing;
import java.time.Duration;

/** One service's place in time, in milliseconds of the schedule's clock; guarded by its lock. */
final class Slot {
  /** Between the first checks of services that come together. */
  static final long SPACING = 100;

  /**
   * All checks but the first follow each other at the beginning of a step: one that comes alone
   * finds a processor asleep whose caches hold something else, and costs twice as much.
   */
  static final long STEP = 1_000;

  /** Between two checks of a step: at one time they would be in the way of each other's times. */
  private static final long FOLLOW = 3;

  /** First checks, and those that are too many to follow each other, are at whole ones. */
  static final long CROWD = 20;

  /** A service that is checked every second may be silent for longer than three. */
  static final long SILENCE = 15_000;

  Service service;
  long due;
  long handedOut = -1;
  long start;
  boolean elsewhere;
  boolean owed;
  boolean again;
  // so much sooner the time after the first is
  long closer;
  // when its last result came, or its first is due, and whether its silence was reported
  long received;
  boolean missed;

  /** There was no result and no worker was lost while we slept: its check ends now. */
  void woke(long now) {
    received = Math.max(received, now);
    handedOut = handedOut < 0 ? handedOut : now;
  }

  long interval() {
    return service.timing().interval().toMillis();
  }

  /**
   * A check that is not done for longer is lost: its worker died, or it was dropped because nobody
   * began it within an interval.
   */
  long patience() {
    if (!elsewhere) {
      return 3 * interval();
    }
    Timing timing = service.timing();
    Duration attempt = timing.timeout().plus(timing.retryDelay());
    return interval() + attempt.multipliedBy(timing.retries() + 1L).toMillis();
  }

  boolean silent(long now) {
    return now - received > Math.max(SILENCE, 3 * interval());
  }

  /** When it is due as the i-th of several that come together. */
  long spaced(long now, int i, int several) {
    long spaced = now + Math.min(i * SPACING, interval() * i / several);
    return spaced - Math.floorMod(spaced, CROWD);
  }

  /** The time at or before the one it is due at which is close behind those of others. */
  long close(int several) {
    long apart = Math.min(SPACING, interval() / several);
    if (apart < 2 * FOLLOW) {
      return due;
    }
    long after = Math.floorMod(due, Math.min(STEP, interval() / 2));
    return due - after + after / apart * FOLLOW;
  }
}
