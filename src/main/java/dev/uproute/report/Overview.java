package dev.uproute.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything the pages show, made once from a Report.
 *
 * @param banner its words are the overall state
 * @param counts how many services are in which state
 * @param lastCheck null before the first
 * @param current incidents that last
 * @param past incidents that ended within seven days
 */
public record Overview(
    Face banner,
    String counts,
    Moment lastCheck,
    List<SiteView> sites,
    List<ServiceView> services,
    List<IncidentView> current,
    List<IncidentView> past) {

  static Overview of(Report report) {
    Map<String, ServiceView> views = new LinkedHashMap<>();
    for (ServiceReport each : report.services()) {
      views.put(each.service().id(), ServiceView.of(each, report.at()));
    }
    Banner banner = Banner.of(report.services());
    return new Overview(
        face(banner, report.services()),
        Tally.text(report.services()),
        Moment.of(report.lastCheck(), report.at()),
        Site.of(report.services()).stream().map(site -> SiteView.of(site, views)).toList(),
        List.copyOf(views.values()),
        IncidentView.current(report.services(), report.at()),
        IncidentView.past(report.services(), report.at()));
  }

  private static Face face(Banner banner, List<ServiceReport> services) {
    boolean maintained =
        Site.active(services).isEmpty() && Face.idle(services).equals(Face.MAINTENANCE);
    return maintained
        ? new Face(Face.MAINTENANCE.css(), "Under maintenance")
        : new Face(banner.status().css(), banner.text());
  }
}
