package dev.uproute.reload;

import dev.uproute.health.Health;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.report.RefusedChanges;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * What becomes of route files, templates and settings that change while the program runs, once they
 * have settled. For one thread.
 */
public final class Reload {
  private static final String SETTINGS = "application.properties";
  private static final int PAUSE = 100;
  private static final int PAUSES = 30;

  private final RefusedChanges refused;
  private final Path folder;
  private final InstantSource clock;
  private final RouteFilesInPlace routes;
  private final SettingsInPlace settings;
  private TemplatesInPlace templates;
  private boolean pages;
  private long reported;

  /** Of the current folder; what changes from now on is seen. */
  public Reload(RefusedChanges refused, InstantSource clock, Health health) {
    this(refused, clock, Path.of("routes"));
    health.watch("files", refused::sentence);
  }

  Reload(RefusedChanges refused, InstantSource clock, Path folder) {
    this.settings = new SettingsInPlace(folder.resolveSibling(SETTINGS));
    this.refused = refused;
    this.clock = clock;
    this.folder = folder;
    this.routes = new RouteFilesInPlace(refused, folder);
  }

  /**
   * Takes what changed and settled; called every second. While something has not settled it waits
   * for it, at most three seconds.
   *
   * @return whether there is something to report
   * @throws Exception when Camel cannot end a route that gave way
   */
  public boolean look(CamelContext context) throws Exception {
    DefaultCamelContext camel = (DefaultCamelContext) context;
    begin(camel);
    routes.tidy(camel);
    takeAll(camel);
    for (int i = 0; i < PAUSES && waits() && !camel.isStopping(); i++) {
      Thread.sleep(PAUSE);
      takeAll(camel);
    }
    boolean differs = pages || reported != refused.version();
    pages = false;
    reported = refused.version();
    return differs;
  }

  private void begin(CamelContext camel) throws IOException {
    if (templates == null) {
      templates =
          new TemplatesInPlace(refused, RouteTrial.settings(camel), folder.resolveSibling(""));
      routes.begin();
    }
  }

  private boolean waits() {
    return routes.waits() || settings.waits() || templates.waits();
  }

  private void takeAll(DefaultCamelContext camel) {
    Instant now = clock.instant();
    if (settings.changed(now)) {
      takeSettings(camel);
    }
    routes.take(camel, now);
    pages |= templates.take(camel, now);
  }

  private void takeSettings(CamelContext camel) {
    try {
      String later = settings.take(camel, RouteTrial.settings(camel));
      refused.taken(1);
      if (later.isEmpty()) {
        refused.clear(SETTINGS);
      } else {
        refused.later(SETTINGS, later);
      }
    } catch (ConfigErrors errors) {
      refused.refuse(SETTINGS, errors.getMessage());
    }
  }
}
