package dev.uproute.importer;

import java.time.Clock;
import java.util.List;
import java.util.Map;

/**
 * Uptime Kuma 1.x and 2.x, from its {@code kuma.db}: monitors, groups, tags, maintenance,
 * notifications, and what was found of each monitor that is carried over.
 */
public final class Kuma implements TableImport {
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
  public String[] tables() {
    return new String[] {"monitor", "heartbeat"};
  }

  @Override
  public boolean recognises(Input input) {
    return KumaDump.is(input) || TableImport.super.recognises(input);
  }

  @Override
  public Imported read(Input input) {
    KumaDump.refuse(input);
    return TableImport.super.read(input);
  }

  @Override
  public Imported read(ForeignDatabase database) {
    Imported into = Imported.begin();
    KumaDatabase kuma = new KumaDatabase(database, into);
    List<SourceRow> monitors = kuma.monitors();
    KumaGroups groups = new KumaGroups(monitors);
    KumaChannels channels = new KumaChannels(kuma, into);
    Map<Integer, String> services = new KumaServices(kuma, groups, channels, into).add(monitors);
    new KumaWindows(kuma, groups, services, clock, into).add(kuma.maintenances());
    kuma.statusPages()
        .forEach(page -> page.loseAll("has no counterpart: a page is made for each site"));
    KumaHistory history = new KumaHistory(database);
    services.forEach((monitor, id) -> into.histories().add(history.of(monitor, id)));
    return into;
  }
}
