package dev.uproute.page;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the pages a site needs: at most {@value #MOST} services are on each, which keeps it below
 * 300 kB.
 *
 * @param href from the folder of pages
 * @param number from 1
 */
public record SitePage(String href, int number, List<ServiceView> services) {
  static final int MOST = 1_000;

  /** At least one. */
  static List<SitePage> of(String site, List<ServiceView> services) {
    List<SitePage> pages = new ArrayList<>();
    int from = 0;
    do {
      int to = Math.min(from + MOST, services.size());
      int number = pages.size() + 1;
      pages.add(new SitePage(PageName.site(site, number), number, services.subList(from, to)));
      from = to;
    } while (from < services.size());
    return pages;
  }
}
