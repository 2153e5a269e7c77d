package dev.uproute.reload;

import dev.uproute.channel.AlertTemplates;
import dev.uproute.page.Pages;
import dev.uproute.report.RefusedChanges;
import dev.uproute.setting.SettingValues;
import dev.uproute.text.TemplateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Templates of pages and messages that are edited while the program runs. Whether one is right is
 * judged by who renders it; here it is seen that one changed, and settled. For one thread.
 */
final class TemplatesInPlace {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");

  /** Shorter than that of routes: hundreds of pages have to be made before readers see it. */
  private static final Duration SETTLED = Duration.ofMillis(800);

  private final RefusedChanges refused;
  private final Path site;
  private final Path alert;
  private final SettledFiles siteFiles;
  private final SettledFiles alertFiles;

  /** What was read of each file, as a hash; a file that cannot be read has none. */
  private final Map<Path, Integer> read = new HashMap<>();

  /** What those files held at the start that are read then alone. */
  private final Map<Path, Integer> begun;

  /**
   * From now on.
   *
   * @param folder where relative paths of settings begin
   */
  TemplatesInPlace(RefusedChanges refused, SettingValues settings, Path folder) {
    this.refused = refused;
    this.site = folder.resolve(settings.get("uproute.site.templates"));
    this.alert = folder.resolve(settings.get("uproute.alert.templates"));
    this.siteFiles = new SettledFiles(() -> TemplateFolder.files(site), SETTLED);
    this.alertFiles = new SettledFiles(() -> TemplateFolder.files(alert), SETTLED);
    TemplateFolder.files(site).forEach(file -> read.put(file, hash(file)));
    TemplateFolder.files(alert).forEach(file -> read.put(file, hash(file)));
    this.begun = Map.copyOf(read);
  }

  boolean waits() {
    return siteFiles.waits() || alertFiles.waits();
  }

  /**
   * Takes what changed and settled.
   *
   * @return whether pages may be others now
   */
  boolean take(CamelContext camel, Instant now) {
    boolean pages = changed(siteFiles, now);
    if (pages) {
      camel.getRegistry().lookupByNameAndType("pages", Pages.class).templatesChanged();
    }
    if (changed(alertFiles, now)) {
      camel
          .getRegistry()
          .lookupByNameAndType("alertTemplates", AlertTemplates.class)
          .templatesChanged();
    }
    return pages;
  }

  private boolean changed(SettledFiles files, Instant now) {
    boolean any = false;
    for (Path file : files.changed(now)) {
      int hash = hash(file);
      Integer before = read.put(file, hash);
      if (before != null && before == hash) {
        continue;
      }
      if (atStart(file)) {
        noteRestart(file, hash);
      } else {
        LOG.info("{} {}", file, hash == 0 ? "is gone" : "read again");
        any = true;
      }
    }
    return any;
  }

  /** Words of a language, and what a kind of channel may be set to. */
  private static boolean atStart(Path file) {
    return file.toString().endsWith(".properties") || file.toString().endsWith(".yaml");
  }

  private void noteRestart(Path file, int hash) {
    if (hash == begun.getOrDefault(file, 0)) {
      refused.clear(file.toString());
    } else {
      refused.later(file.toString(), file + " changed; it counts after a restart");
    }
  }

  private static int hash(Path file) {
    try {
      return Files.exists(file) ? Arrays.hashCode(Files.readAllBytes(file)) : 0;
    } catch (IOException _) {
      // who renders it says that it cannot be read
      return 1;
    }
  }
}
