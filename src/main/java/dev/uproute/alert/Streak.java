package dev.uproute.alert;

import dev.uproute.check.Result;
import dev.uproute.check.Status;
import java.time.Instant;

/**
 * The remembered state of a service: what {@link Watch} needs to know of all earlier results.
 *
 * @param state the confirmed state, the last one that was told; UNKNOWN before the first
 * @param since when it began; null before the first
 * @param seen status of the last valid result; UNKNOWN before the first
 * @param run valid results in a row of the same kind as {@code seen}: UP, DEGRADED or failing
 * @param runSince when the first of them was found; null before the first
 * @param good valid results in a row that did not fail
 * @param escalated whether this outage was escalated
 * @param certificate end of the certificate last seen; null when none was
 * @param tlsTold the threshold, in days, last told for that certificate; null when none was
 * @param told when this outage was last told, for reminders; null outside of one
 * @param turns which of the last ten valid results changed the state: one bit each, the last lowest
 * @param flapping whether it changed so often that single changes are no news
 */
public record Streak(
    Status state,
    Instant since,
    Status seen,
    int run,
    Instant runSince,
    int good,
    boolean escalated,
    Instant certificate,
    Integer tlsTold,
    Instant told,
    int turns,
    boolean flapping) {
  /** Results that are looked at together. */
  private static final int WINDOW = (1 << 10) - 1;

  public static final Streak NONE =
      new Streak(
          Status.UNKNOWN, null, Status.UNKNOWN, 0, null, 0, false, null, null, null, 0, false);

  /** BOT_DETECTED, TIMEOUT and DOWN are one kind: an outage that changes its face goes on. */
  static boolean failing(Status status) {
    return status == Status.BOT_DETECTED || status == Status.TIMEOUT || status == Status.DOWN;
  }

  /** How many of the last ten valid results changed the state. */
  public int turned() {
    return Integer.bitCount(turns);
  }

  Streak counting(Result result) {
    Status status = result.status();
    boolean same = status == seen || failing(status) && failing(seen);
    return new Streak(
        state,
        since,
        status,
        same ? run + 1 : 1,
        same ? runSince : result.at(),
        failing(status) ? 0 : good + 1,
        escalated,
        certificate,
        tlsTold,
        told,
        turns << 1 & WINDOW,
        flapping);
  }

  /** Enters a new state; it began with the run that led to it. */
  Streak entering(Status next) {
    boolean outageGoesOn = failing(next) && escalated;
    Instant outageTold = failing(next) ? told : null;
    return new Streak(
        next,
        runSince,
        seen,
        run,
        runSince,
        good,
        outageGoesOn,
        certificate,
        tlsTold,
        outageTold,
        turns,
        flapping);
  }

  Streak showing(Status face) {
    return new Streak(
        face,
        since,
        seen,
        run,
        runSince,
        good,
        escalated,
        certificate,
        tlsTold,
        told,
        turns,
        flapping);
  }

  Streak escalating() {
    return new Streak(
        state, since, seen, run, runSince, good, true, certificate, tlsTold, told, turns, flapping);
  }

  Streak certified(Instant expires, Integer threshold) {
    return new Streak(
        state, since, seen, run, runSince, good, escalated, expires, threshold, told, turns,
        flapping);
  }

  Streak telling(Instant at) {
    return new Streak(
        state,
        since,
        seen,
        run,
        runSince,
        good,
        escalated,
        certificate,
        tlsTold,
        at,
        turns,
        flapping);
  }

  Streak turning() {
    return new Streak(
        state,
        since,
        seen,
        run,
        runSince,
        good,
        escalated,
        certificate,
        tlsTold,
        told,
        turns | 1,
        flapping);
  }

  Streak flapping(boolean now) {
    return new Streak(
        state, since, seen, run, runSince, good, escalated, certificate, tlsTold, told, turns, now);
  }
}
