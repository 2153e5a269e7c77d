package dev.uproute.check;

import dev.uproute.service.Service;
import dev.uproute.service.Timing;
import dev.uproute.text.Deadline;
import java.time.Duration;
import java.time.Instant;

/**
 * One of the attempts that make up a check. It travels through the routes in the variable {@code
 * attempt}. Immutable.
 *
 * @param at when the check, that is its first attempt, began
 * @param number from 1; 0 before the first
 * @param check the time the whole check may take: to just before the next one is due
 * @param deadline the time this attempt may take
 * @param details what somebody who asked for the check is told of it; {@link CheckDetails#NONE}
 *     when nobody did
 */
public record Attempt(
    Service service,
    Instant at,
    int number,
    Deadline check,
    Deadline deadline,
    CheckDetails details) {
  /** With less than this left before the next check is due, another attempt would say nothing. */
  private static final long WORTHWHILE = Duration.ofMillis(100).toNanos();

  /**
   * A check ends so long before the next one is due, or a tenth of the interval if that is less.
   */
  private static final Duration MARGIN = Duration.ofMillis(500);

  /** The state of a check that has made no attempt yet. */
  public static Attempt none(Service service, Instant at) {
    return none(service, at, CheckDetails.NONE);
  }

  static Attempt none(Service service, Instant at, CheckDetails details) {
    Duration interval = service.timing().interval();
    Duration tenth = interval.dividedBy(10);
    Deadline check = Deadline.after(interval.minus(tenth.compareTo(MARGIN) < 0 ? tenth : MARGIN));
    return new Attempt(service, at, 0, check, check, details);
  }

  /** The next attempt: its own timeout, cut where the next check is due. */
  public Attempt next() {
    Deadline own = check.within(service.timing().timeout());
    return new Attempt(service, at, number + 1, check, own, details);
  }

  /** Whether retries are left and the pause before one leaves time for it. */
  public boolean another() {
    Timing timing = service.timing();
    return number <= timing.retries()
        && check.leftNanos() - timing.retryDelay().toNanos() >= WORTHWHILE;
  }

  /** A Result of this attempt; the reason is made fit to be shown. */
  public Result result(Status status, String reason, Evidence evidence) {
    return new Result(service, at, status, reason, evidence.withAttempts(number));
  }
}
