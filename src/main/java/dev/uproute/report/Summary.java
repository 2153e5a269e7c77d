package dev.uproute.report;

import dev.uproute.check.Maintenance;
import dev.uproute.location.Votes;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Services;
import dev.uproute.text.Deadline;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * When a report is made and who gets it: when there is something new and the last one is old
 * enough; a change that comes earlier waits, it is not lost. Thread-safe.
 */
public final class Summary {
  /** The first report waits this long for the first results to come together. */
  private static final Duration FIRST = Duration.ofSeconds(2);

  private final LiveState liveState;
  private final Services services;
  private final Schedule schedule;
  private final Sinks sinks;
  private final Maintenance maintenance;
  private final EscalationStates outages;
  private final RefusedChanges refused;
  private final Budgets budgets;
  private final Votes votes;
  private final AtomicLong changes = new AtomicLong();
  private long reported;

  private Duration every;

  /** Null until there is something to report. */
  private Deadline next;

  /**
   * @param every at least this long between two reports
   */
  public Summary(
      LiveState liveState,
      Services services,
      Schedule schedule,
      Sinks sinks,
      Maintenance maintenance,
      EscalationStates outages,
      RefusedChanges refused,
      Duration every,
      Budgets budgets,
      Votes votes) {
    this.liveState = liveState;
    this.services = services;
    this.schedule = schedule;
    this.sinks = sinks;
    this.maintenance = maintenance;
    this.outages = outages;
    this.refused = refused;
    this.every = every;
    this.budgets = budgets;
    this.votes = votes;
  }

  /** From now on at least this long passes between two reports. */
  public synchronized void every(Duration time) {
    every = time;
  }

  /** What is worth a report changed, beside results: the list of services, or what is planned. */
  public void changed() {
    changes.incrementAndGet();
  }

  /** What somebody edits should be seen at once, however old the last report is. */
  public synchronized void edited() {
    changes.incrementAndGet();
    if (next != null) {
      next = Deadline.after(Duration.ZERO);
    }
  }

  /** Whether it is time for a report; claims the time when it is. */
  public synchronized boolean due() {
    long version = liveState.version() + changes.get();
    if (next == null && version > 0) {
      next = Deadline.after(FIRST);
    }
    if (version == reported || !next.expired()) {
      return false;
    }
    reported = version;
    next = Deadline.after(every);
    return true;
  }

  /** What everything means now. */
  public Report report() {
    Report report = liveState.report(services.current(), schedule.next());
    Report whole =
        outages
            .in(report)
            .budgets(budgets)
            .locations(votes::found)
            .with(services.state(), sinks.states())
            .with(refused.all())
            .with(new Plans(services.windows(), services.announcements()));
    return maintenance.any() ? whole.during(maintenance::reason) : whole;
  }
}
