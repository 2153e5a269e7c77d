package dev.uproute.record;

import dev.uproute.check.Checks;
import java.time.InstantSource;

/** Notifies of services that cannot be checked by a fault of ours. Called by one thread. */
public final class CheckFaultEvents {
  /** Calls between two collections: what fails together becomes one sentence. */
  private static final int OFTEN = 10;

  private final Checks checks;
  private final SelfEvents selfEvents;
  private final InstantSource clock;
  private int calls;

  public CheckFaultEvents(Checks checks, SelfEvents selfEvents, InstantSource clock) {
    this.checks = checks;
    this.selfEvents = selfEvents;
    this.clock = clock;
  }

  /** To be called every second. */
  public void collect() {
    if (++calls % OFTEN == 0) {
      checks.faults().changes().forEach(sentence -> selfEvents.add(clock.instant(), sentence));
    }
  }
}
