package dev.uproute.reload;

import dev.uproute.deliver.Outbox;
import dev.uproute.log.Log;
import dev.uproute.page.Pages;
import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import dev.uproute.report.Readers;
import dev.uproute.report.Summary;
import dev.uproute.setting.SettingValues;
import dev.uproute.setting.Settings;
import dev.uproute.text.Durations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code application.properties} that is edited while the program runs. A few settings count at
 * once; each other one that changed is named, because it counts with the next start. For one
 * thread.
 */
final class SettingsInPlace {
  /** Those that count at once. */
  static final Set<String> LIVE =
      Set.of(
          "uproute.alert.gather",
          "uproute.alert.most-per-hour",
          "uproute.log.level",
          "uproute.summary.every",
          "uproute.site.show",
          "uproute.site.show-local");

  private static final String NAME = "application.properties";
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");

  private final Path file;
  private final SettledFiles files;
  private Map<String, String> running;

  SettingsInPlace(Path file) {
    this.file = file;
    this.files = new SettledFiles(() -> Files.exists(file) ? List.of(file) : List.of());
  }

  boolean waits() {
    return files.waits();
  }

  /** Whether the file changed and settled. */
  boolean changed(Instant now) {
    return !files.changed(now).isEmpty();
  }

  /**
   * Takes what may be taken.
   *
   * @return what counts after a restart, one sentence a line with its place; empty for nothing
   * @throws ConfigErrors with what is wrong
   */
  String take(CamelContext camel, SettingValues begun) {
    if (running == null) {
      running = new HashMap<>(begun.all());
    }
    SettingValues next = begun.again(file);
    Settings.judge(next);
    Set<String> keys = new TreeSet<>(running.keySet());
    keys.addAll(next.all().keySet());
    keys.removeIf(key -> Objects.equals(running.get(key), next.all().get(key)));
    Set<String> live = new TreeSet<>(keys);
    live.retainAll(LIVE);
    if (!live.isEmpty()) {
      apply(camel, next);
      live.forEach(key -> running.put(key, next.get(key)));
      LOG.info("{} read again: {}", file, String.join(", ", live));
    }
    keys.removeAll(LIVE);
    return keys.stream()
        .map(key -> restart(next.error(key, "changed; it counts after a restart"), key))
        .collect(Collectors.joining("\n"));
  }

  /** Also of a setting that is no longer in the file. */
  private String restart(ConfigError change, String key) {
    Location there = change.key() == null ? new Location(key, 0, 0) : change.location();
    Location where = there.file().equals(key) ? new Location(NAME, 0, 0) : there;
    return new ConfigError(where, null, key + " " + change.message()).toString();
  }

  private static void apply(CamelContext camel, SettingValues next) {
    Outbox outbox = camel.getRegistry().findSingleByType(Outbox.class);
    outbox.limit(
        Durations.parse(next.get("uproute.alert.gather")),
        Integer.parseInt(next.get("uproute.alert.most-per-hour")));
    Readers readers = camel.getRegistry().findSingleByType(Readers.class);
    readers.show(next.get("uproute.site.show"), next.get("uproute.site.show-local"));
    Log.level(next.get("uproute.log.level"));
    Duration every = Durations.parse(next.get("uproute.summary.every"));
    camel.getRegistry().findSingleByType(Summary.class).every(every);
    camel.getRegistry().findSingleByType(Pages.class).every(every);
  }
}
