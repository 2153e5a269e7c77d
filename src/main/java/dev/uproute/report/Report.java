package dev.uproute.report;

import dev.uproute.check.LocationVote;
import dev.uproute.record.Streak;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What all of it means now: the body every {@code summary-*} route gets.
 *
 * @param at the time it describes
 * @param lastCheck when the newest result was found; null before the first
 * @param nextCheck when the next check is due; null when nothing is scheduled
 * @param services in list order
 * @param sources of services, the file first
 * @param sinks those that go on working after they were given a report
 * @param plans what people wrote down for readers
 * @param refused changes of files that were not taken
 */
public record Report(
    Instant at,
    Instant lastCheck,
    Instant nextCheck,
    List<ServiceReport> services,
    List<Services.SourceState> sources,
    List<Sinks.State> sinks,
    Plans plans,
    List<RefusedChanges.Refused> refused) {
  public Report(Instant at, Instant lastCheck, Instant nextCheck, List<ServiceReport> services) {
    this(at, lastCheck, nextCheck, services, List.of(), List.of(), Plans.NONE, List.of());
  }

  public Report with(List<Services.SourceState> sourceStates, List<Sinks.State> sinkStates) {
    return new Report(at, lastCheck, nextCheck, services, sourceStates, sinkStates, plans, refused);
  }

  /** The same of other services, or of fewer. */
  public Report of(List<ServiceReport> others) {
    return new Report(at, lastCheck, nextCheck, others, sources, sinks, plans, refused);
  }

  public Report with(Plans written) {
    return new Report(at, lastCheck, nextCheck, services, sources, sinks, written, refused);
  }

  public Report with(List<RefusedChanges.Refused> changes) {
    return new Report(at, lastCheck, nextCheck, services, sources, sinks, plans, changes);
  }

  /**
   * The same, with who is in maintenance.
   *
   * @param reason of a service's maintenance; null when it is in none
   */
  Report during(Function<Service, String> reason) {
    return of(services.stream().map(each -> each.during(reason.apply(each.service()))).toList());
  }

  /** The same, with what is left of which error budgets. */
  Report budgets(Budgets budgets) {
    return budgets.any()
        ? of(services.stream().map(each -> each.budgets(budgets.of(each.service()))).toList())
        : this;
  }

  /**
   * The same, with what locations found of services of which there is no result since the start.
   */
  Report locations(Function<Service, List<LocationVote>> found) {
    return of(services.stream().map(each -> each.locations(found)).toList());
  }

  /** The same, with how far which outage has come; by id. */
  Report escalating(Map<String, EscalationState> states) {
    return states.isEmpty()
        ? this
        : of(services.stream().map(s -> s.escalation(states.get(s.service().id()))).toList());
  }

  /** The same, with who knows of which outage. */
  Report acknowledged(Function<String, Streak> streaks) {
    return of(services.stream().map(each -> acknowledged(each, streaks)).toList());
  }

  private static ServiceReport acknowledged(ServiceReport one, Function<String, Streak> streaks) {
    Streak.Acknowledged by = streaks.apply(one.service().id()).outage().acknowledged();
    return by == null ? one : one.acknowledged(by);
  }
}
