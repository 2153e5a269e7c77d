package dev.uproute.api;

import dev.uproute.report.Report;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Summary;
import dev.uproute.service.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The report that requests are answered from: made when one asks and the last is a second old, so
 * that many who ask cost as much as one. Keeps the last; thread-safe.
 */
public final class ApiReport {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Summary summary;
  private final MonotonicClock clock;
  private Report last;
  private Instant made;

  public ApiReport(Summary summary, MonotonicClock clock) {
    this.summary = summary;
    this.clock = clock;
  }

  private synchronized Report current() {
    Instant now = clock.instant();
    if (last == null || !now.isBefore(made.plus(FRESH))) {
      last = summary.report();
      made = now;
    }
    return last;
  }

  /** Of the services that are for this caller. */
  Report of(Scope scope) {
    Report all = current();
    return new Report(
        all.at(),
        all.lastCheck(),
        all.nextCheck(),
        all.services().stream().filter(each -> shown(scope, each)).toList(),
        all.sources(),
        all.sinks());
  }

  private static boolean shown(Scope scope, ServiceReport report) {
    return scope.includes(Scope.READ) || report.service().visible();
  }

  /**
   * Of one service.
   *
   * @throws Problem 404 when there is none, or none for this caller
   */
  ServiceReport one(ApiRequest request) {
    List<ServiceReport> found =
        of(request.scope()).services().stream()
            .filter(each -> each.service().id().equals(request.id()))
            .toList();
    if (found.isEmpty()) {
      throw Problem.notFound("monitor", request.id());
    }
    return found.getFirst();
  }
}
