package dev.uproute.page;

import dev.uproute.report.Banner;
import dev.uproute.report.Report;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Site;
import dev.uproute.report.StatusCounts;
import dev.uproute.report.StatusLabel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything the pages show, made once from a Report.
 *
 * @param banner its words are the overall state
 * @param counts how many services are in which state
 * @param lastCheck with its date; null before the first
 * @param current what is wrong now
 * @param past incidents that ended within seven days
 * @param strip the time which timelines of one line show
 */
public record Overview(
    StatusLabel banner,
    String counts,
    TimeElement lastCheck,
    List<SiteView> sites,
    List<ServiceView> services,
    List<IncidentView> current,
    List<IncidentView> past,
    StripSpan strip) {

  static Overview of(Report report) {
    Map<String, ServiceView> views = new LinkedHashMap<>();
    for (ServiceReport each : report.services()) {
      views.put(each.service().id(), ServiceView.of(each, report.at()));
    }
    Banner banner = Banner.of(report.services());
    return new Overview(
        face(banner, report.services()),
        StatusCounts.text(report.services()),
        TimeElement.full(report.lastCheck()),
        Site.of(report.services()).stream().map(site -> SiteView.of(site, views)).toList(),
        List.copyOf(views.values()),
        IncidentView.current(report.services(), report.at()),
        IncidentView.past(report.services(), report.at()),
        StripSpan.of(report.services(), report.at()));
  }

  private static StatusLabel face(Banner banner, List<ServiceReport> services) {
    boolean maintained =
        Site.active(services).isEmpty()
            && StatusLabel.idle(services).equals(StatusLabel.MAINTENANCE);
    return maintained
        ? new StatusLabel(StatusLabel.MAINTENANCE.css(), "Under maintenance")
        : new StatusLabel(banner.status().css(), banner.text());
  }
}
