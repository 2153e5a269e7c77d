package dev.uproute.api;

import dev.uproute.report.Readers;
import dev.uproute.report.Report;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Summary;
import dev.uproute.service.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The report that requests are answered from: made when one asks and the last is a second old, so
 * that many who ask cost as much as one. Keeps the last; thread-safe.
 */
public final class ApiReport {
  private static final Duration FRESH = Duration.ofSeconds(1);

  private final Summary summary;
  private final Readers readers;
  private final MonotonicClock clock;
  private Report all;
  private Report seen;
  private Instant made;

  public ApiReport(Summary summary, Readers readers, MonotonicClock clock) {
    this.summary = summary;
    this.readers = readers;
    this.clock = clock;
  }

  /** The list of services, or something else of them, has changed: the next request sees it. */
  public synchronized void stale() {
    all = null;
  }

  /** Of the services that are for this caller, and of each what is. */
  synchronized Report of(Scope scope) {
    Instant now = clock.instant();
    if (all == null || !now.isBefore(made.plus(FRESH))) {
      all = summary.report();
      seen = readers.of(all);
      made = now;
    }
    return scope.includes(Scope.READ) ? all : seen;
  }

  /**
   * Of one service.
   *
   * @throws Problem 404 when there is none, or none for this caller
   */
  ServiceReport one(ApiRequest request) {
    return find(of(request.scope()), request.id())
        .orElseThrow(() -> Problem.notFound("monitor", request.id()));
  }

  private static Optional<ServiceReport> find(Report report, String id) {
    return report.services().stream().filter(each -> each.service().id().equals(id)).findFirst();
  }

  /** What this caller may see of a reason; null when it is nothing. */
  String reason(ApiRequest request, String reason) {
    if (request.scope().includes(Scope.READ)) {
      return reason;
    }
    return find(of(Scope.READ), request.id())
        .map(each -> readers.reason(each.service(), reason))
        .orElse(null);
  }
}
