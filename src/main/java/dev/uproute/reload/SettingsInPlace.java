package dev.uproute.reload;

import dev.uproute.deliver.Outbox;
import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.report.Readers;
import dev.uproute.setting.SettingValues;
import dev.uproute.setting.Settings;
import dev.uproute.text.Durations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
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
          "uproute.site.show",
          "uproute.site.show-local");

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
   * @throws ConfigErrors with what is wrong, or what needs a restart
   */
  void take(CamelContext camel, SettingValues begun) {
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
    List<ConfigError> others = new ArrayList<>();
    for (String key : keys) {
      if (!LIVE.contains(key)) {
        others.add(next.error(key, "changed; it needs a restart"));
      }
    }
    if (!others.isEmpty()) {
      throw new ConfigErrors(others);
    }
  }

  private static void apply(CamelContext camel, SettingValues next) {
    Outbox outbox = camel.getRegistry().findSingleByType(Outbox.class);
    outbox.limit(
        Durations.parse(next.get("uproute.alert.gather")),
        Integer.parseInt(next.get("uproute.alert.most-per-hour")));
    Readers readers = camel.getRegistry().findSingleByType(Readers.class);
    readers.show(next.get("uproute.site.show"), next.get("uproute.site.show-local"));
  }
}
