package dev.uproute;

import dev.uproute.notion.FakeNotion;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.setting.Assembly;
import dev.uproute.setting.Sources;
import dev.uproute.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.camel.main.Main;

/** The program with its list in a fake Notion, and without the clocks: a test says when to read. */
public final class Notional implements AutoCloseable {
  private final Main main;
  private final Path file;

  /** A program on the database in this folder; nothing was read yet. */
  public Notional(Path folder, FakeNotion fake, Map<String, String> settings) throws Exception {
    file = TestDatabase.migrated(folder.resolve("data/uptime_history.db"));
    Map<String, String> all = new HashMap<>();
    all.put("camel.main.name", GivenSettings.name());
    all.put("uproute.services.from", "notion");
    all.put("uproute.summary.to", "site");
    all.put("uproute.site.dir", folder.resolve("public").toString());
    all.put("uproute.store.path", file.toString());
    all.put("uproute.notion.url", fake.url());
    all.put("uproute.notion.token", FakeNotion.TOKEN);
    all.put("uproute.notion.pause", "1ms");
    all.put("uproute.notion.timeout", "1m");
    all.put(
        "camel.main.autoStartupExcludePattern",
        "monitor*,services,keep,record,record-events,watchdog");
    all.put("camel.component.quartz.autoStartScheduler", "false");
    all.put("camel.component.seda.default-poll-timeout", "50");
    all.putAll(settings);
    main = Assembly.assemble(all);
    Assembly.init(main);
    bean("store", Store.class).open();
    Sources.recall(main);
    main.start();
  }

  /** Reads the list now, whatever the gate says. */
  public Notional sync() throws Exception {
    main.getCamelTemplate().sendBody("direct:services-notion-read", null);
    return this;
  }

  public void send(String room, Object body) throws Exception {
    main.getCamelTemplate().sendBody(room, body);
  }

  public List<Service> services() {
    return bean("services", Services.class).current();
  }

  /** The ids of what is watched, in list order. */
  public List<String> ids() {
    return services().stream().map(Service::id).toList();
  }

  public Service service(String id) {
    return services().stream()
        .filter(service -> service.id().equals(id))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(id + " is not in " + ids()));
  }

  public Services.SourceState state() {
    return bean("services", Services.class).state().getFirst();
  }

  public <T> T bean(String name, Class<T> type) {
    return main.lookup(name, type);
  }

  public String ask(String sql) throws Exception {
    try (Connection connection = Recording.outside(file)) {
      return Recording.ask(connection, sql);
    }
  }

  @Override
  public void close() {
    main.stop();
  }
}
