package dev.uproute.report;

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
    Face face,
    String counts,
    List<ServiceView> services,
    List<SitePage> pages) {

  /**
   * @param views the services by id
   */
  static SiteView of(Site site, Map<String, ServiceView> views) {
    List<ServiceView> services =
        site.services().stream().map(s -> views.get(s.service().id())).toList();
    boolean paused = !site.services().isEmpty() && Site.active(site.services()).isEmpty();
    return new SiteView(
        site.id(),
        PageName.site(site.id()),
        paused ? Face.PAUSED : Face.of(site.status()),
        Tally.text(site.services()),
        services,
        SitePage.of(site.id(), services));
  }
}
