package dev.uproute.page;

import dev.uproute.report.Site;
import dev.uproute.report.StatusLabel;
import java.util.ArrayList;
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
    List<Page> pages) {
  /**
   * One of the pages a site needs: at most {@value #MOST} services are on each, which keeps it
   * below 300 kB.
   *
   * @param href from the folder of pages
   * @param number from 1
   */
  public record Page(String href, int number, List<ServiceView> services) {
    static final int MOST = 1_000;

    /** At least one. */
    static List<Page> of(String site, List<ServiceView> services) {
      List<Page> pages = new ArrayList<>();
      int from = 0;
      do {
        int to = Math.min(from + MOST, services.size());
        int number = pages.size() + 1;
        pages.add(new Page(PageName.site(site, number), number, services.subList(from, to)));
        from = to;
      } while (from < services.size());
      return pages;
    }
  }

  /**
   * @param views the services by id
   */
  static SiteView of(Site site, Map<String, ServiceView> views, Language language) {
    List<ServiceView> services =
        site.services().stream().map(s -> views.get(s.service().id())).toList();
    boolean idle = !site.services().isEmpty() && Site.active(site.services()).isEmpty();
    return new SiteView(
        site.id(),
        PageName.site(site.id()),
        language.label(idle ? StatusLabel.idle(site.services()) : StatusLabel.of(site.status())),
        language.counts(site.services()),
        services,
        Page.of(site.id(), services));
  }
}
