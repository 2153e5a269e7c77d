package dev.uproute.report;

import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.time.Instant;
import java.util.List;
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
 */
public record Report(
    Instant at,
    Instant lastCheck,
    Instant nextCheck,
    List<ServiceReport> services,
    List<Services.SourceState> sources,
    List<Sinks.State> sinks) {
  public Report(Instant at, Instant lastCheck, Instant nextCheck, List<ServiceReport> services) {
    this(at, lastCheck, nextCheck, services, List.of(), List.of());
  }

  public Report with(List<Services.SourceState> sourceStates, List<Sinks.State> sinkStates) {
    return new Report(at, lastCheck, nextCheck, services, sourceStates, sinkStates);
  }

  /**
   * The same, with who is in maintenance.
   *
   * @param reason of a service's maintenance; null when it is in none
   */
  Report during(Function<Service, String> reason) {
    List<ServiceReport> overlaid =
        services.stream().map(each -> each.during(reason.apply(each.service()))).toList();
    return new Report(at, lastCheck, nextCheck, overlaid, sources, sinks);
  }
}
