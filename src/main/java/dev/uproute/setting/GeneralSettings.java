package dev.uproute.setting;

import static java.util.Map.entry;

import dev.uproute.check.AddressPolicy;
import dev.uproute.check.Canaries;
import dev.uproute.log.Log;
import dev.uproute.page.Branding;
import dev.uproute.report.Retention;
import dev.uproute.text.CommaList;
import dev.uproute.text.Sizes;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.quartz.CronExpression;

/** What every setting may be that belongs to no channel, not to Notion and not to HTTP. */
final class GeneralSettings {
  private GeneralSettings() {}

  /**
   * @param routes the names of all route files
   */
  static Map<String, Setting> all(Set<String> routes) {
    return Map.ofEntries(
        entry("uproute.services.from", routeNames("services-", routes, false)),
        entry("uproute.services.file", file()),
        entry("uproute.services.every", Setting.time("1s", "1d")),
        entry("uproute.tick", Setting.number(10, 1000)),
        entry("uproute.check.workers", Setting.number(1, 100_000)),
        entry("uproute.targets.private", routeNames("services-", routes, true)),
        entry("uproute.targets.link-local", linkLocal()),
        entry("uproute.tls.authorities", authorities()),
        entry("uproute.data.dir", file()),
        entry("uproute.store", Setting.word(List.of("sqlite", "postgresql", "memory"))),
        entry("uproute.store.network", Setting.word(List.of("refuse", "allow"))),
        entry("uproute.store.busy-timeout", Setting.time("10ms", "5m")),
        entry("uproute.record.backlog", Setting.number(1, 10_000_000)),
        entry("uproute.keep.raw", Setting.time("1h", "3650d")),
        entry("uproute.keep.hourly", Setting.time("1d", "3650d")),
        entry("uproute.keep.daily", timeOrForever()),
        entry("uproute.keep.size", size("10MB")),
        entry("uproute.keep.reserve", size("1MB")),
        entry("uproute.keep.cron", cron()),
        entry("uproute.backup.cron", cronOrNone()),
        entry("uproute.backup.dir", file()),
        entry("uproute.backup.keep", Setting.number(1, 1000)),
        entry("uproute.summary.to", routeNames("summary-", routes, true)),
        entry("uproute.summary.every", Setting.time("1s", "1d")),
        entry("uproute.budget.every", Setting.time("1s", "1h")),
        entry("uproute.on-call.every", Setting.time("1s", "1d")),
        entry("uproute.site.dir", folder()),
        entry("uproute.site.templates", file()),
        entry("uproute.site.language", language()),
        entry("uproute.site.logo", logo()),
        entry("uproute.site.css", css()),
        entry("uproute.site.footer", text()),
        entry("uproute.site.links", links()),
        entry("uproute.site.show", names(List.of("url", "address", "reason", "escalation"), true)),
        entry(
            "uproute.site.show-local",
            names(List.of("url", "address", "reason", "escalation"), true)),
        entry("uproute.site.refresh", Setting.number(0, 86_400)),
        entry("uproute.csv.file", file()),
        entry("uproute.csv.size", size("1MB")),
        entry("uproute.csv.keep", Setting.time("1d", "3650d")),
        entry("uproute.results.csv", Setting.word(List.of("true", "false"))),
        entry("uproute.results.to", results(routes)),
        entry("uproute.results.dir", file()),
        entry("uproute.results.keep", Setting.time("1h", "3650d")),
        entry("uproute.host.address", page()),
        entry("uproute.report.of", names(List.of("week", "month"), true)),
        entry("uproute.report.dir", file()),
        entry("uproute.report.templates", file()),
        entry("uproute.report.cron", cron()),
        entry("uproute.report.month-cron", cron()),
        entry("uproute.report.zone", zone()),
        entry("uproute.alert.channels", AlertSetting.channels()),
        entry("uproute.alert.gather", Setting.time("0s", "1m")),
        entry("uproute.alert.most-per-hour", Setting.number(1, 3600)),
        entry("uproute.alert.source", text()),
        entry("uproute.alert.link", AlertSetting.link()),
        entry("uproute.alert.token", ApiSettings.tokens()),
        entry("uproute.maintenance.flag", file()),
        entry("uproute.alert.templates", file()),
        entry("uproute.alert.zone", namedZone()),
        entry("uproute.canaries", canaries()),
        entry("uproute.canaries.local", canaries()),
        entry("uproute.log.level", Setting.word(List.of("ERROR", "WARN", "INFO", "DEBUG"))),
        entry("uproute.log.format", Setting.word(List.of(Log.TEXT, Log.JSON))));
  }

  private static Setting timeOrForever() {
    Setting time = Setting.time("1d", "36500d");
    return new Setting(
        text -> text.equals(Retention.FOREVER) || time.right().test(text),
        time.allowed() + ", or " + Retention.FOREVER,
        List.of(Retention.FOREVER),
        Setting.Kind.TEXT,
        time.range());
  }

  private static Setting size(String least) {
    return new Setting(
        text ->
            text.equals("none")
                || Sizes.parse(text) != null && Sizes.parse(text) >= Sizes.parse(least),
        "a size with its unit from " + least + ", such as 500MB, 2GB or 512MiB, or none",
        List.of("none"),
        Setting.Kind.TEXT,
        "from " + least);
  }

  private static Setting text() {
    return new Setting(
        text -> !text.isEmpty() && text.length() <= 200, "a text of 1 to 200 characters");
  }

  private static Setting names(List<String> names, boolean none) {
    return new Setting(
        text -> names.containsAll(CommaList.of(text)) && (none || !CommaList.of(text).isEmpty()),
        (none ? "any of" : "one or more of")
            + " these, separated by commas: "
            + String.join(", ", names),
        names);
  }

  private static Setting routeNames(String prefix, Set<String> routes, boolean none) {
    return names(
        routes.stream()
            .filter(route -> route.startsWith(prefix))
            .map(route -> route.substring(prefix.length()))
            .sorted()
            .toList(),
        none);
  }

  /** Not csv, which has a setting of its own. */
  private static Setting results(Set<String> routes) {
    Set<String> own = new HashSet<>(routes);
    own.remove("results-csv");
    return routeNames("results-", own, true);
  }

  private static Setting file() {
    return new Setting(text -> path(text) != null, "a path");
  }

  /** Not the folder of the database and the settings: pages are put on web servers. */
  private static Setting folder() {
    return new Setting(
        text -> path(text) != null && !path(text).equals(Path.of("").toAbsolutePath()),
        "a folder that holds nothing but the pages");
  }

  private static Setting zone() {
    return new Setting(
        text -> text.equals("system") || ZoneId.getAvailableZoneIds().contains(text),
        "a time zone, such as Europe/Berlin or UTC, or system");
  }

  private static Setting page() {
    return new Setting(
        text ->
            text.equals("none") || text.matches("https?://[A-Za-z0-9.-]+(:\\d{1,5})?(/[!-~]*)?"),
        "the http or https address of a page, or none");
  }

  private static Setting canaries() {
    return new Setting(
        Canaries::understood, "addresses such as tcp://1.1.1.1:443, separated by commas, or none");
  }

  private static Setting language() {
    return new Setting(
        text -> text.matches("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}"),
        "a language such as en, de or pt-BR");
  }

  private static Setting logo() {
    return new Setting(
        Branding::isLogo,
        "a file that can be read, svg, png, jpg, webp or gif, of at most 64 kB, or none");
  }

  private static Setting css() {
    return new Setting(
        Branding::isCss, "a style sheet that can be read, of at most 100 kB, or none");
  }

  private static Setting links() {
    return new Setting(
        Branding::isLinks,
        "text=address pairs such as Imprint=https://example.org/imprint, separated by commas, or"
            + " none");
  }

  private static Setting linkLocal() {
    return new Setting(
        AddressPolicy::understood,
        "deny or allow is, or link-local addresses, separated by commas, such as 169.254.20.10");
  }

  private static Setting authorities() {
    return new Setting(
        text -> text.equals("none") || path(text) != null && Files.isReadable(path(text)),
        "a PEM file that can be read, or none");
  }

  private static Setting namedZone() {
    return new Setting(
        ZoneId.getAvailableZoneIds()::contains, "the name of a time zone, such as Europe/Berlin");
  }

  private static Setting cron() {
    return new Setting(
        CronExpression::isValidExpression,
        "six fields: seconds minutes hours day month weekday, such as 30 0/5 * * * ?");
  }

  private static Setting cronOrNone() {
    Setting cron = cron();
    return new Setting(
        text -> text.equals("none") || cron.right().test(text), cron.allowed() + ", or none");
  }

  private static Path path(String text) {
    try {
      return text.isBlank() ? null : Path.of(text).toAbsolutePath().normalize();
    } catch (InvalidPathException _) {
      return null;
    }
  }
}
