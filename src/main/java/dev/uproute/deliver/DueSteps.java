package dev.uproute.deliver;

import dev.uproute.record.Streak;
import dev.uproute.record.Streaks;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Escalation;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Has a service checked when a step of its escalation list is due, however seldom it is checked
 * otherwise: the result says whether the outage lasts, and brings the step along. Remembers for
 * which step a check was asked for, in memory. Thread-safe.
 */
public final class DueSteps {
  private final Services services;
  private final Streaks streaks;
  private final Schedule schedule;
  private final InstantSource clock;
  private Map<String, Instant> asked = Map.of();

  public DueSteps(Services services, Streaks streaks, Schedule schedule, InstantSource clock) {
    this.services = services;
    this.streaks = streaks;
    this.schedule = schedule;
    this.clock = clock;
  }

  /** Called every second; without an escalation list it does nothing. */
  public synchronized void check() {
    if (!services.escalations().any()) {
      asked = Map.of();
      return;
    }
    Map<String, Instant> due = new HashMap<>();
    List<String> fresh = new ArrayList<>();
    for (Service service : services.current()) {
      Instant at = due(service);
      if (at != null && !at.isAfter(clock.instant())) {
        due.put(service.id(), at);
        if (!at.equals(asked.get(service.id()))) {
          fresh.add(service.id());
        }
      }
    }
    asked = due;
    schedule.again(fresh);
  }

  /** When its next step is due; null when none is to come. */
  private Instant due(Service service) {
    Streak streak = streaks.of(service.id());
    Streak.Outage outage = streak.outage();
    if (!Streak.failing(streak.state())
        || outage.notified() == null
        || outage.acknowledged() != null) {
      return null;
    }
    Escalation list = services.escalation(service);
    Duration pause = list == null ? null : list.pause(outage.steps());
    return pause == null ? null : outage.notified().plus(pause);
  }
}
