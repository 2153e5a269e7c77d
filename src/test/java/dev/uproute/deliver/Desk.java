package dev.uproute.deliver;

import dev.uproute.FakeClock;
import dev.uproute.GivenSettings;
import dev.uproute.Recording;
import dev.uproute.TestDatabase;
import dev.uproute.Watched;
import dev.uproute.check.Maintenance;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.record.Streaks;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/**
 * The shipped routes from a result to a channel, on a database, with a clock that stands still: no
 * timer runs beside the test. {@link #look} is the tick of route alert.
 */
public final class Desk implements AutoCloseable {
  static final Duration TICK = Duration.ofSeconds(1);

  private final Main main = new Main();
  private final TestDatabase database;
  private final Path file;
  private final Map<String, AlertReceiver> receivers = new HashMap<>();
  private final Map<String, Service> watched = new LinkedHashMap<>();
  private final ProducerTemplate camel;
  private final FakeClock clock;

  public Desk(Path folder, String... channels) throws Exception {
    this(folder, Map.of(), channels);
  }

  public Desk(TestDatabase database, Path folder, String... channels) throws Exception {
    this(database, folder, Map.of(), channels);
  }

  public Desk(Path folder, Map<String, String> properties, String... channels) throws Exception {
    this(TestDatabase.SQLITE, folder, properties, channels);
  }

  public Desk(
      TestDatabase database, Path folder, Map<String, String> properties, String... channels)
      throws Exception {
    this.database = database;
    file = folder.resolve("data/uptime_history.db");
    main.setDefaultPropertyPlaceholderLocation("file:application.properties");
    GivenSettings.on(main);
    main.configure()
        .setRoutesIncludePattern(
            "file:"
                + FakeClock.beans(folder)
                + ",file:routes/record*.camel.yaml,file:routes/alert.camel.yaml,"
                + "file:routes/budget.camel.yaml,"
                + "file:routes/deliver*.camel.yaml,file:routes/errors.camel.yaml,"
                + "file:routes/services.camel.yaml");
    main.configure()
        .setAutoStartupExcludePattern(
            "alert,budget,services,record-events,record-failed-again,record-handed-over");
    main.addInitialProperty("camel.component.seda.default-poll-timeout", "50");
    database.settings(TestDatabase.migrated(file)).forEach(main::addOverrideProperty);
    main.addOverrideProperty("uproute.alert.channels", String.join(",", channels));
    for (String channel : channels) {
      main.addOverrideProperty("uproute.alert." + channel + ".to", "direct:fake-" + channel);
      AlertReceiver receiver = new AlertReceiver();
      receivers.put(channel, receiver);
      main.configure().addRoutesBuilder(route(channel, receiver));
    }
    properties.forEach(main::addOverrideProperty);
    main.start();
    bean("store", Store.class).openOrWait();
    camel = main.getCamelTemplate();
    clock = bean("clock", FakeClock.class);
  }

  private static RouteBuilder route(String channel, AlertReceiver receiver) {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("direct:fake-" + channel)
            .errorHandler(noErrorHandler())
            .process(
                e ->
                    e.getMessage().setBody(receiver.take(e.getVariable("message", Message.class))));
      }
    };
  }

  public AlertReceiver at(String channel) {
    return receivers.get(channel);
  }

  public void watch(Service... services) {
    for (Service service : services) {
      watched.put(service.id(), service);
    }
    bean("services", Services.class).accept("file", new ArrayList<>(watched.values()));
    camel.sendBody("direct:services-changed", bean("services", Services.class).current());
  }

  /** The whole list, in place of what was listed before. */
  public void list(Service... services) {
    watched.clear();
    watch(services);
  }

  /** What route record-events does once a second. */
  public void events() {
    if (bean("streaks", Streaks.class).waits()) {
      camel.sendBody("direct:record-try", List.of());
    }
  }

  /** Stores one result for each id, now. */
  public void results(Status status, String... ids) {
    Service[] added =
        Stream.of(ids)
            .filter(id -> !watched.containsKey(id))
            .map(Watched::service)
            .toArray(Service[]::new);
    if (added.length > 0) {
      watch(added);
    }
    Maintenance maintenance = bean("maintenance", Maintenance.class);
    List<Result> results =
        Stream.of(ids)
            .map(id -> Watched.result(watched.get(id), clock.instant(), status))
            .map(maintenance::mark)
            .toList();
    camel.requestBody("direct:record-batch", results);
  }

  /** Lets so much time pass, with a look at whatever is due after each second. */
  public void pass(Duration time) {
    for (long i = 0; i < time.toSeconds(); i++) {
      clock.pass(TICK);
      bean("silence", Silence.class).update();
      look();
    }
  }

  public void pass(int seconds) {
    pass(Duration.ofSeconds(seconds));
  }

  public void look() {
    for (Object channel : camel.requestBody("direct:deliver-due", null, List.class)) {
      camel.sendBody("direct:deliver", channel);
    }
  }

  public FakeClock clock() {
    return clock;
  }

  public ProducerTemplate camel() {
    return camel;
  }

  public <T> T bean(String name, Class<T> type) {
    return main.getCamelContext().getRegistry().lookupByNameAndType(name, type);
  }

  public String ask(String sql) throws Exception {
    try (Connection connection = database.outside(file)) {
      return Recording.ask(connection, sql);
    }
  }

  void change(String... statements) throws Exception {
    try (Connection connection = database.outside(file);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  /** How many deliveries are in which state, such as {@code sent 2,waiting 1}. */
  public String states() throws Exception {
    return ask(
        "select group_concat(line) from (select state || ' ' || count(*) as line from delivery"
            + " group by state order by state)");
  }

  @Override
  public void close() {
    main.stop();
  }
}
