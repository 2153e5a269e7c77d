package dev.uproute.importer;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Uptime Kuma 1.x and 2.x, from its {@code kuma.db}: monitors, groups, tags, maintenance,
 * notifications, and what was found of each monitor that is carried over.
 */
public final class Kuma implements Import {
  private static final String SQLITE = "SQLite format 3";

  private final Clock clock;

  public Kuma() {
    this(Clock.systemUTC());
  }

  Kuma(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String name() {
    return "kuma";
  }

  @Override
  public boolean recognises(Input input) {
    ImportFile file = input.files().getFirst();
    if (input.files().size() > 1 || !file.beginsWith(SQLITE)) {
      return KumaDump.is(input);
    }
    return ForeignSqlite.holds(file.path(), "monitor", "heartbeat");
  }

  @Override
  public Imported read(Input input) {
    ImportFile file = input.files().getFirst();
    KumaDump.refuse(input);
    Imported into = Imported.begin();
    // stays open: the history is read when it is written
    KumaDatabase kuma = new KumaDatabase(file, into);
    List<SourceRow> monitors = kuma.monitors();
    KumaGroups groups = new KumaGroups(monitors);
    KumaChannels channels = new KumaChannels(kuma, into);
    Map<Integer, String> services = new KumaServices(kuma, groups, channels, into).add(monitors);
    new KumaWindows(kuma, groups, services, clock, into).add(kuma.maintenances());
    kuma.statusPages()
        .forEach(page -> page.loseAll("has no counterpart: a page is made for each site"));
    KumaHistory history = new KumaHistory(kuma.file());
    services.forEach((monitor, id) -> into.histories().add(history.of(monitor, id)));
    return into;
  }
}
