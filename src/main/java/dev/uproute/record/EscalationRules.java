package dev.uproute.record;

import dev.uproute.check.Result;
import dev.uproute.service.Escalation;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * What an escalation list makes of an outage; part of {@link AlertRules}. Pure.
 *
 * <ol>
 *   <li>Its first step is the {@code down}, each later one {@code escalated}, and those of further
 *       rounds {@code reminder}. Each notifies the channels of the step alone.
 *   <li>A step is due when its pause has passed since the step before it, or since the outage was
 *       found. Once somebody acknowledged the outage none is.
 *   <li>Whom any step may have notified is notified of the end.
 * </ol>
 */
record EscalationRules(Escalation list) {

  /**
   * A step to be taken.
   *
   * @param taken how many were, with this one
   */
  record Step(Event event, Set<String> channels, int taken) {}

  /** The step that is due at a result; null when none is. */
  Step due(Streak.Outage outage, Result result, AlertRules.Due due) {
    int step = outage.steps();
    Duration pause = list.pause(step);
    boolean waiting = outage.notified() != null && outage.acknowledged() == null && pause != null;
    if (!waiting || !due.test(outage.notified(), pause, result)) {
      return null;
    }
    Event later = list.repeats(step) ? Event.REMINDER : Event.ESCALATED;
    return new Step(step == 0 ? Event.DOWN : later, list.channels(step, result.at()), step + 1);
  }

  /** Whom it notifies of an event; null when that is not up to it. */
  Set<String> channels(Event event, Instant at) {
    return switch (event) {
      case DOWN -> begun() > 0 ? list.channels(0, at) : Set.of();
      case UP -> list.everyone();
      default -> null;
    };
  }

  /**
   * How many steps are taken with the beginning of an outage: one, unless the first comes later.
   */
  int begun() {
    return list.pause(0).isZero() ? 1 : 0;
  }
}
