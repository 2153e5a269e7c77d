package dev.uproute.page;

import dev.uproute.report.Banner;
import dev.uproute.report.Report;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Site;
import dev.uproute.report.StatusLabel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

  static Overview of(Report report, Language language) {
    Map<String, ServiceView> views = new LinkedHashMap<>();
    for (ServiceReport each : report.services()) {
      views.put(each.service().id(), ServiceView.of(each, report.at(), language));
    }
    Banner banner = Banner.of(report.services());
    return new Overview(
        face(banner, report.services(), language),
        language.counts(report.services()),
        TimeElement.full(report.lastCheck(), language),
        Site.of(report.services()).stream()
            .map(site -> SiteView.of(site, views, language))
            .toList(),
        List.copyOf(views.values()),
        IncidentView.current(report.services(), report.at(), language),
        IncidentView.past(report.services(), report.at(), language),
        StripSpan.of(report.services(), report.at()));
  }

  private static StatusLabel face(Banner banner, List<ServiceReport> services, Language language) {
    boolean maintained =
        Site.active(services).isEmpty()
            && StatusLabel.idle(services).equals(StatusLabel.MAINTENANCE);
    String css = maintained ? StatusLabel.MAINTENANCE.css() : banner.status().css();
    String key = "banner." + (maintained ? css : banner.name().toLowerCase(Locale.ROOT));
    return new StatusLabel(css, key, language.text(key));
  }
}
