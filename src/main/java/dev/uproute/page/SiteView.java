package dev.uproute.page;

import dev.uproute.report.Site;
import dev.uproute.report.StatusCounts;
import dev.uproute.report.StatusLabel;
import java.util.List;
import java.util.Map;

/**
 * A site as pages show it.
 *
 * @param href its page, from the folder of pages
 * @param counts how many services are in which state
 * @param pages of these services, at least one
 */
public record SiteView(
    String id,
    String href,
    StatusLabel face,
    String counts,
    List<ServiceView> services,
    List<SitePage> pages) {

  /**
   * @param views the services by id
   */
  static SiteView of(Site site, Map<String, ServiceView> views) {
    List<ServiceView> services =
        site.services().stream().map(s -> views.get(s.service().id())).toList();
    boolean idle = !site.services().isEmpty() && Site.active(site.services()).isEmpty();
    return new SiteView(
        site.id(),
        PageName.site(site.id()),
        idle ? StatusLabel.idle(site.services()) : StatusLabel.of(site.status()),
        StatusCounts.text(site.services()),
        services,
        SitePage.of(site.id(), services));
  }
}
