package dev.uproute.record;

import dev.uproute.service.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When a reminder is due, however the wall clock is set while an outage lasts. Results and what is
 * stored bear the time of the wall clock, at which the check began; the monotonic clock says
 * whether that is to be believed. It is read when a result is stored, a little later, so it decides
 * alone only when both differ by more than that. Thread-safe.
 */
final class Reminders {
  private static final Duration LATE = Duration.ofSeconds(30);

  private final MonotonicClock clock;
  private final InstantSource wall;
  private final Map<String, Notified> notified = new ConcurrentHashMap<>();

  /** When an outage was last notified, on both clocks. */
  private record Notified(Instant wall, Instant monotonic) {}

  Reminders(MonotonicClock clock, InstantSource wall) {
    this.clock = clock;
    this.wall = wall;
  }

  /**
   * Whether it was last notified so long ago.
   *
   * @param last when that was, as it is stored
   * @param now when the check began that found it still failing
   */
  boolean due(String service, Instant last, Duration every, Instant now) {
    Duration passed = Duration.between(monotonic(service, last, every), clock.instant());
    Duration late = every.dividedBy(10).compareTo(LATE) < 0 ? every.dividedBy(10) : LATE;
    return passed.compareTo(every.plus(late)) >= 0
        || passed.compareTo(every.minus(late)) >= 0 && !now.isBefore(last.plus(every));
  }

  private Instant monotonic(String service, Instant last, Duration every) {
    Notified known =
        notified.compute(
            service,
            (_, before) ->
                before != null && before.wall().equals(last)
                    ? before
                    : new Notified(last, clock.since(last, wall.instant(), every.plus(LATE))));
    return known.monotonic();
  }

  /** This was stored: a service was notified now, or its outage is over (null). */
  void stored(String service, Instant last) {
    if (last == null) {
      notified.remove(service);
    } else {
      notified.compute(
          service,
          (_, before) ->
              before != null && before.wall().equals(last)
                  ? before
                  : new Notified(last, clock.instant()));
    }
  }
}
