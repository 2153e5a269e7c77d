package dev.uproute.page;

import dev.uproute.report.ServiceReport;
import dev.uproute.report.StatusLabel;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * An incident as pages show it.
 *
 * @param name of the service
 * @param href page of the service, from the folder of pages
 * @param end null while it lasts
 * @param length how long it took, or has taken so far
 */
public record IncidentView(
    String name,
    String href,
    StatusLabel face,
    TimeElement start,
    TimeElement end,
    String length,
    String reason) {

  /** Those of one service, newest first. */
  static List<IncidentView> of(ServiceReport report, Instant now) {
    return report.incidents().stream().map(i -> of(report, i, now)).toList();
  }

  /** Those that last, of services that are not paused, newest first. */
  static List<IncidentView> current(List<ServiceReport> services, Instant now) {
    return newestFirst(services.stream().filter(ServiceReport::active), now, i -> i.end() == null);
  }

  /** Those that ended within the last seven days, newest first. */
  static List<IncidentView> past(List<ServiceReport> services, Instant now) {
    Instant week = now.minus(Duration.ofDays(7));
    return newestFirst(services.stream(), now, i -> i.end() != null && i.end().isAfter(week));
  }

  private static List<IncidentView> newestFirst(
      Stream<ServiceReport> services, Instant now, Predicate<ServiceReport.Incident> wanted) {
    record Found(ServiceReport report, ServiceReport.Incident incident) {}
    return services
        .flatMap(s -> s.incidents().stream().filter(wanted).map(i -> new Found(s, i)))
        .sorted((a, b) -> b.incident().start().compareTo(a.incident().start()))
        .map(found -> of(found.report(), found.incident(), now))
        .toList();
  }

  private static IncidentView of(
      ServiceReport report, ServiceReport.Incident incident, Instant now) {
    Instant until = incident.end() == null ? now : incident.end();
    return new IncidentView(
        Words.visible(report.service().name()),
        PageName.service(report.service().id()),
        StatusLabel.of(incident.status()),
        TimeElement.of(incident.start(), now),
        TimeElement.of(incident.end(), incident.start()),
        Words.duration(Duration.between(incident.start(), until)),
        Words.visible(incident.reason() == null ? "" : incident.reason()));
  }
}
