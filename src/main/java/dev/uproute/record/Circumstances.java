package dev.uproute.record;

import dev.uproute.check.Result;
import dev.uproute.service.Escalation;

/**
 * What decides beside the results of a service what one of them leads to.
 *
 * @param anew whether the service was silent until this check, so that what it finds is notified
 *     even when the state stays
 * @param silent whether nothing of the service is notified now
 * @param due says when a reminder or a step is due, perhaps by another clock
 * @param list the escalation list of the service; null when there is none
 */
record Circumstances(boolean anew, boolean silent, AlertRules.Due due, Escalation list) {
  /** Nothing is silent, there is no list, and the times of the results count. */
  static final Circumstances USUAL = with(null);

  /** As usual, but with an escalation list. */
  static Circumstances with(Escalation list) {
    return new Circumstances(
        false, false, (last, every, at) -> !at.at().isBefore(last.plus(every)), list);
  }

  /** Whether the escalation list waits at a result. */
  boolean waits(Result result) {
    return anew || silent || result.maintenance();
  }
}
