package dev.uproute.record;

import dev.uproute.check.Status;
import java.time.Instant;

/**
 * How fast an error budget is used up, least first. A flip of event {@code budget} goes from one to
 * another, written as states: UP, DEGRADED and DOWN.
 */
public enum Burn {
  CALM(Status.UP, Severity.INFO),
  SLOW(Status.DEGRADED, Severity.WARNING),
  FAST(Status.DOWN, Severity.CRITICAL);

  private final Status state;
  private final Severity severity;

  Burn(Status state, Severity severity) {
    this.state = state;
    this.severity = severity;
  }

  /** That of a state of a flip. */
  public static Burn of(Status state) {
    return state == FAST.state ? FAST : state == SLOW.state ? SLOW : CALM;
  }

  public Severity severity() {
    return severity;
  }

  /** That it became this. */
  public Flip flip(String service, Instant at, Burn before, String reason) {
    return new Flip(service, at, Event.BUDGET, before.state, state, null, reason);
  }
}
