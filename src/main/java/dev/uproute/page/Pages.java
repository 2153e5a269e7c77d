package dev.uproute.page;

import dev.uproute.report.EditedTemplates;
import dev.uproute.report.RefusedChanges;
import dev.uproute.report.Report;
import dev.uproute.report.StatusJson;
import dev.uproute.report.Windows;
import dev.uproute.text.Rendering;
import dev.uproute.text.Templates;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The status pages: {@code index.html}, one page for each site and service, and {@code
 * status.json}, of the public services. Each report becomes a whole new set of files or, if
 * anything fails, none. Of many services each report renders the pages of those that changed, and
 * of the others some in turn. Thread-safe.
 */
public final class Pages {
  private final Path folder;
  private final Path own;
  private final Branding branding;
  private final int refresh;
  private volatile Duration every;
  private final WindowViews windows;
  private final RenderOrder turns = new RenderOrder();
  private final ChartLibrary library = new ChartLibrary();
  private final Embeds embeds;
  private final Language language;
  private final RefusedChanges refused;
  private EditedTemplates edited;
  private Templates templates;

  /** Whether the templates are to be read anew. */
  private volatile boolean changed = true;

  /**
   * @param folder where the pages go; made when it is missing
   * @param templates folder whose files replace packaged templates; need not exist
   * @param refresh seconds after which a browser loads a page anew; 0 = never
   * @param every at least this long passes between two reports
   * @param windows the longer times that pages of services show
   * @param language of every word
   * @param refused takes what is wrong with the user's templates
   */
  public Pages(
      String folder,
      String templates,
      Branding branding,
      int refresh,
      Duration every,
      Windows windows,
      Language language,
      RefusedChanges refused) {
    if (refresh < 0) {
      throw new IllegalArgumentException(
          "uproute.site.refresh is " + refresh + ": allowed are seconds from 0, 0 = never");
    }
    this.folder = Path.of(folder);
    this.own = Path.of(templates);
    this.branding = branding;
    this.refresh = refresh;
    this.every = every;
    this.windows = new WindowViews(windows, language);
    this.embeds = new Embeds(language);
    this.language = language;
    this.refused = refused;
  }

  /** From now on at least this long passes between two reports. */
  public void every(Duration time) {
    every = time;
  }

  /** A template changed: the next report reads them anew, and renders every page when one did. */
  public void templatesChanged() {
    changed = true;
  }

  /**
   * Brings the folder to this report of what readers may see; files whose content stays the same
   * are not touched. A template of the user's that is wrong is refused, and what was there before
   * takes its place.
   *
   * @return how many files changed
   * @throws IOException when a file cannot be written; the old pages stay
   */
  public synchronized int write(Report report) throws IOException {
    try {
      return bring(report);
    } catch (FileSystemException e) {
      String why = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw new IOException(
          "uproute.site.dir=" + folder + ": cannot write " + e.getFile() + " (" + why + ")", e);
    }
  }

  private int bring(Report report) throws IOException {
    if (edited == null) {
      // not before there is a page to make: the first check need not wait for it
      templates =
          new Templates(own, "templates/site", "the pages stay as they were", Rendering.PAGE);
      edited = new EditedTemplates(templates, refused);
    }
    if (changed) {
      changed = false;
      if (edited.renew()) {
        forget();
      }
    }
    int files = edited.make(_ -> publish(report), error -> error);
    edited.good();
    return files;
  }

  private int publish(Report report) throws IOException {
    PublicFolder files = new PublicFolder(folder);
    try {
      stage(report, files);
      return files.publish();
    } catch (IOException | RuntimeException e) {
      forget();
      try {
        files.discard();
      } catch (IOException left) {
        e.addSuppressed(left);
      }
      throw e;
    }
  }

  private void forget() {
    turns.forget();
    embeds.forget();
    library.forget();
  }

  private void stage(Report report, PublicFolder files) throws IOException {
    Overview overview = Overview.of(report, language);
    Map<String, Object> model = new HashMap<>();
    String css = templates.render("style.css", Map.of()) + branding.css();
    model.put("title", branding.title());
    model.put("link", branding.link());
    model.put("branding", branding);
    model.put("announcements", AnnouncementView.of(report, language));
    model.put("css", css);
    model.put("cssHash", hash(css));
    model.put("refresh", refresh);
    model.put("overview", overview);
    model.put("age", Age.of(report, every, 1, refresh, language));
    model.put("root", "");
    model.put("lang", language.code());
    model.put("t", new Translation(language));
    model.put("strips", new Strips(overview.strip(), language));
    files.stage("words.js", templates.render("words.js", Map.of("words", language.scripts())));
    for (String script : List.of("site.js", "zone.js", "find.js", "live.js", "charts.js")) {
      files.stage(script, templates.render(script, Map.of()));
    }
    library.stage(files);
    files.stage("index.html", templates.render("index.ftlh", model));
    for (SiteView site : overview.sites()) {
      model.put("site", site);
      for (SiteView.Page page : site.pages()) {
        model.put("page", page);
        model.put("strips", new Strips(overview.strip(), language));
        files.stage(page.href(), templates.render("site.ftlh", model));
      }
    }
    model.remove("site");
    embeds.stage(report, overview, files, templates, model);
    model.remove("strips");
    int round = RenderOrder.round(overview.services().size());
    model.put("age", Age.of(report, every, round, refresh, language));
    model.put("root", "../");
    turns.begin(overview.services(), every);
    windows.begin(overview.services().stream().map(ServiceView::id).collect(Collectors.toSet()));
    for (ServiceView service : overview.services()) {
      if (turns.comes(service) || !files.keep(service.href())) {
        model.put("service", service);
        model.put("windows", windows.of(service.report(), report.at()));
        model.put("host", windows.day(service.report(), report.at()));
        model.put("located", windows.located(service.report(), report.at()));
        files.stage(service.href(), templates.render("service.ftlh", model));
      }
    }
    files.stage("status.json", StatusJson.of(report));
  }

  /** What a content security policy calls this style: the only one a page may apply. */
  static String hash(String css) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
