package dev.uproute.cli;

import dev.uproute.service.Services;
import dev.uproute.setting.RouteFolder;
import dev.uproute.setting.SettingValues;
import dev.uproute.store.PostgresAddress;
import dev.uproute.text.Sizes;
import dev.uproute.text.Version;
import dev.uproute.text.Words;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What runs here and with what, as the first lines of the log say it. No value of a setting is
 * shown that may be secret.
 */
final class StartLog {
  /** Names that a line shows. */
  private static final int NAMED = 8;

  private final SettingValues settings;
  private final Services services;

  StartLog(SettingValues settings, Services services) {
    this.settings = settings;
    this.services = services;
  }

  /** A sentence for each of version, settings, sources, routes, store, sinks, channels and API. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Uproute %s watches %s in %s, as process %d with Java %s, time zone %s"
            .formatted(
                Version.current(),
                Words.count(services.current().size(), "service"),
                Path.of("").toAbsolutePath(),
                ProcessHandle.current().pid(),
                Runtime.version().feature(),
                ZoneId.systemDefault()));
    lines.add("Settings of this folder and the environment: " + names(settings.chosen()));
    lines.add("Services come from " + sources());
    lines.add("Routes of this folder: " + names(RouteFolder.own()));
    lines.add("History is kept in " + store());
    lines.add("Reports go to " + sinks());
    lines.add("Notifications go to " + channels());
    lines.add(
        "The API may be read; "
            + (set("uproute.api.token")
                ? "its token may change what is watched"
                : "without uproute.api.token it changes nothing"));
    return lines;
  }

  private boolean set(String key) {
    return !List.of("", "none").contains(settings.get(key));
  }

  private static String names(List<String> all) {
    String named = all.stream().limit(NAMED).collect(Collectors.joining(", "));
    return all.isEmpty()
        ? "none"
        : named + (all.size() > NAMED ? " and %,d more".formatted(all.size() - NAMED) : "");
  }

  private String sources() {
    String each =
        settings.list("uproute.services.from").stream()
            .map(source -> source(source) + ": " + services.of(source).size())
            .collect(Collectors.joining(", "));
    long paused = services.current().stream().filter(s -> !s.enabled()).count();
    return each + (paused == 0 ? "" : "; paused: " + paused);
  }

  private String source(String source) {
    return source.equals("file") ? settings.get("uproute.services.file") : source;
  }

  private String store() {
    return switch (settings.get("uproute.store")) {
      case "sqlite" -> sqlite(Path.of(settings.get("uproute.store.path")).toAbsolutePath());
      case "postgresql" ->
          "PostgreSQL, "
              + PostgresAddress.parse(
                  settings.get("uproute.store.url"), settings.get("uproute.store.password"));
      default -> "memory alone, and ends with this process";
    };
  }

  private String sqlite(Path file) {
    boolean copied = set("uproute.backup.cron");
    return file.normalize()
        + size(file)
        + (copied ? ", copied to " + settings.get("uproute.backup.dir") : ", and not copied");
  }

  private static String size(Path file) {
    try {
      return ", " + Sizes.text(Files.size(file));
    } catch (IOException _) {
      return "";
    }
  }

  private String sinks() {
    List<String> sinks = settings.list("uproute.summary.to");
    Path index = Path.of(settings.get("uproute.site.dir"), "index.html").toAbsolutePath();
    return names(sinks) + (sinks.contains("site") ? "; pages: " + index.normalize() : "");
  }

  /**
   * By name and route; of an endpoint no more than its component, because the rest may be secret.
   */
  private String channels() {
    List<String> names = settings.list("uproute.alert.channels");
    return names.isEmpty()
        ? "nobody: uproute.alert.channels names no channel"
        : names.stream().map(this::channel).collect(Collectors.joining(", "));
  }

  private String channel(String name) {
    String to = settings.get("uproute.alert." + name + ".to");
    String route = to.replaceFirst("^direct:(//)?", "");
    boolean usual = to.isEmpty() || route.equals("alert-" + name);
    return name + (usual ? "" : " (" + route.replaceFirst(":.*", "") + ")");
  }
}
