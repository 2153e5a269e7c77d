package dev.uproute.notion;

import dev.uproute.ServiceBuilder;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.report.Report;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Uptime;
import dev.uproute.service.Service;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a sink is told of services that Notion lists. */
final class WrittenReport {
  private static final Instant AT = Instant.parse("2026-11-20T12:00:03.123Z");

  private WrittenReport() {}

  static Report report(ServiceReport... services) {
    return new Report(AT, AT, null, List.of(services));
  }

  /**
   * @param micros response time; null = none
   * @param day uptime of 24 h; that of 7 d is 1, there is none of 30 d
   */
  static ServiceReport of(String page, String name, Status status, Long micros, Double day) {
    Service service = listed("notion", page, name);
    Evidence evidence = new Evidence(null, micros, Evidence.Timings.NONE, null, 1, null);
    return report(service, status, new Result(service, AT, status, "", evidence), day);
  }

  static ServiceReport unchecked(String page, String name) {
    return report(listed("notion", page, name), Status.UNKNOWN, null, null);
  }

  static ServiceReport ofFile(String name) {
    Service service = listed("file", null, name);
    return report(service, Status.UP, new Result(service, AT, Status.UP, "", Evidence.NONE), 1.0);
  }

  private static ServiceReport report(Service service, Status status, Result latest, Double day) {
    Uptime uptime = new Uptime(day, 1.0, null, 1.0);
    return new ServiceReport(service, status, latest, null, null, uptime, 1, List.of(), List.of());
  }

  private static Service listed(String source, String page, String name) {
    return ServiceBuilder.named(name)
        .with(b -> b.source = source)
        .with(b -> b.tags = page == null ? Map.of() : Map.of("origin", page))
        .service();
  }
}
