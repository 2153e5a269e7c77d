package dev.uproute.record;

import dev.uproute.check.Result;
import dev.uproute.check.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * The remembered state of a service: what {@link AlertRules} needs to know of all earlier results.
 *
 * @param state the confirmed state, the last one that was notified; UNKNOWN before the first
 * @param since when it began; null before the first
 * @param run the latest valid results that agree
 * @param outage what was notified of the outage that lasts
 * @param warned what was notified of the certificate
 * @param unrest how often the state changed lately
 */
public record Streak(
    Status state, Instant since, Run run, Outage outage, Warned warned, Unrest unrest) {

  public static final Streak NONE =
      new Streak(
          Status.UNKNOWN,
          null,
          new Run(Status.UNKNOWN, 0, null, 0),
          Outage.NONE,
          new Warned(null, null),
          new Unrest(0, List.of(), false));

  /**
   * Valid results in a row of one kind: UP, DEGRADED, PARTIAL or failing.
   *
   * @param status of the last one; UNKNOWN before the first
   * @param count how many they are
   * @param since when the first of them was found; null before it
   * @param good valid results in a row that did not fail, of whichever kind
   */
  public record Run(Status status, int count, Instant since, int good) {
    private Run and(Result result) {
      Status next = result.status();
      boolean same = next == status || failing(next) && failing(status);
      return new Run(
          next, same ? count + 1 : 1, same ? since : result.at(), failing(next) ? 0 : good + 1);
    }
  }

  /**
   * What was notified of an outage.
   *
   * @param escalated whether it was escalated
   * @param notified when it was last notified, for reminders; null when it was not, or there is
   *     none
   * @param acknowledged by whom; null by nobody
   * @param steps how many steps of an escalation list were notified, over all its rounds
   */
  public record Outage(boolean escalated, Instant notified, Acknowledged acknowledged, int steps) {
    private static final Outage NONE = new Outage(false, null, null, 0);
  }

  /**
   * Somebody knows of an outage, so nobody is reminded of it.
   *
   * @param name of who it is
   * @param note may be empty
   */
  public record Acknowledged(Instant at, String name, String note) {}

  /**
   * What was notified of a certificate.
   *
   * @param expires its end, as last seen; null when none was
   * @param threshold in days, the last one notified for it; null when none was
   */
  public record Warned(Instant expires, Integer threshold) {}

  /**
   * Changes of the state among the last ten valid results.
   *
   * @param turns which of them made one: one bit each, the last lowest
   * @param changes when these were found, newest first
   * @param flapping whether they were so many that single ones are not notified
   */
  public record Unrest(int turns, List<Instant> changes, boolean flapping) {
    /** Results that are judged together. */
    private static final int WINDOW = (1 << 10) - 1;

    /** Changes further apart than this have nothing to do with each other. */
    private static final Duration HOUR = Duration.ofHours(1);

    /** Changes of a service that are each notified, before the next one is {@code flapping}. */
    private static final int MOST = 4;

    /** Whether the change found now is one too many. */
    boolean tooMany(Instant now) {
      Instant hourAgo = now.minus(HOUR);
      return changes.stream().filter(change -> !change.isBefore(hourAgo)).count() > MOST;
    }

    /** Whether ten results, or an hour, went by without a change. */
    boolean calm(Instant now) {
      return changes.isEmpty() || !changes.getFirst().isAfter(now.minus(HOUR));
    }

    private Unrest later() {
      int next = turns << 1 & WINDOW;
      int left = Math.min(changes.size(), Integer.bitCount(next));
      return turns == 0 ? this : new Unrest(next, changes.subList(0, left), flapping);
    }

    private Unrest changing(Instant at) {
      return new Unrest(
          turns | 1, Stream.concat(Stream.of(at), changes.stream()).toList(), flapping);
    }
  }

  /**
   * BOT_DETECTED, TIMEOUT and DOWN are one kind: an outage goes on from one of these to another.
   */
  public static boolean failing(Status status) {
    return status == Status.BOT_DETECTED || status == Status.TIMEOUT || status == Status.DOWN;
  }

  /** Whether an outage lasts that began then, to the millisecond. */
  boolean outageSince(Instant begin) {
    return failing(state) && since != null && since.toEpochMilli() == begin.toEpochMilli();
  }

  /** Nothing is known of the service any more but of what was notified of its certificate. */
  Streak forgotten() {
    return NONE.certified(warned);
  }

  Streak counting(Result result) {
    return new Streak(state, since, run.and(result), outage, warned, unrest.later());
  }

  /** Enters a new state; it began with the run that led to it. */
  Streak entering(Status next) {
    Outage goesOn = failing(next) ? outage : Outage.NONE;
    return new Streak(next, run.since(), run, goesOn, warned, unrest);
  }

  Streak withStatus(Status status) {
    return new Streak(status, since, run, outage, warned, unrest);
  }

  Streak escalating() {
    return with(new Outage(true, outage.notified(), outage.acknowledged(), outage.steps()));
  }

  Streak notifiedAt(Instant at) {
    return with(new Outage(outage.escalated(), at, outage.acknowledged(), outage.steps()));
  }

  /** So many steps of an escalation list were notified. */
  Streak steps(int steps) {
    return with(new Outage(outage.escalated(), outage.notified(), outage.acknowledged(), steps));
  }

  Streak acknowledged(Acknowledged by) {
    return with(new Outage(outage.escalated(), outage.notified(), by, outage.steps()));
  }

  private Streak with(Outage next) {
    return new Streak(state, since, run, next, warned, unrest);
  }

  Streak certified(Warned next) {
    return new Streak(state, since, run, outage, next, unrest);
  }

  Streak changing(Instant at) {
    return new Streak(state, since, run, outage, warned, unrest.changing(at));
  }

  Streak flapping(boolean now) {
    Unrest next = new Unrest(unrest.turns(), unrest.changes(), now);
    return new Streak(state, since, run, outage, warned, next);
  }
}
