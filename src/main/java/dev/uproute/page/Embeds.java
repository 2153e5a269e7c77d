package dev.uproute.page;

import dev.uproute.report.Report;
import dev.uproute.report.ServiceReport;
import dev.uproute.text.Templates;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What other pages and programs take in of the status pages: a badge of each service and of all, a
 * feed of incidents, a calendar of maintenance, and compact pages for frames. Not thread-safe.
 */
final class Embeds {
  /** The folder of badges, which the server also draws itself. */
  static final String BADGES = "badge/";

  private final Language language;
  private Map<String, Badge> shown = new HashMap<>();

  Embeds(Language language) {
    this.language = language;
  }

  /**
   * Prepares all of them.
   *
   * @param report of what readers may see
   * @param model what all templates see, with {@code root} of the folder itself
   */
  void stage(
      Report report,
      Overview overview,
      PublicFolder files,
      Templates templates,
      Map<String, Object> model)
      throws IOException {
    String title = (String) model.get("title");
    model.put("feed", Feed.of(report, title, language));
    files.stage("feed.atom", templates.render("feed.atom.ftlx", model));
    model.remove("feed");
    files.stage("maintenance.ics", MaintenanceCalendar.of(report, title, language));
    files.stage("embed.html", templates.render("embed.ftlh", model));
    Map<String, Object> below = new HashMap<>(model);
    below.put("root", "../");
    for (SiteView site : overview.sites()) {
      below.put("site", site);
      files.stage("embed/" + PageName.site(site.id()), templates.render("embed.ftlh", below));
    }
    files.stage("badge.svg", Badge.overall(title, overview.banner(), language).svg());
    badges(report, files);
  }

  private void badges(Report report, PublicFolder files) throws IOException {
    Map<String, Badge> drawn = new HashMap<>();
    for (ServiceReport each : report.services()) {
      String id = each.service().id();
      String name = BADGES + PageName.file(id) + ".svg";
      Badge badge = Badge.status(each, language);
      if (!badge.equals(shown.get(id)) || !files.keep(name)) {
        files.stage(name, badge.svg());
      }
      drawn.put(id, badge);
    }
    shown = drawn;
  }

  /** Nothing of the last report came to be seen. */
  void forget() {
    shown = new HashMap<>();
  }
}
