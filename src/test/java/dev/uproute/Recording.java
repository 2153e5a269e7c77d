package dev.uproute;

import dev.uproute.check.Result;
import dev.uproute.record.Backlog;
import dev.uproute.report.LiveState;
import dev.uproute.store.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;

/** The shipped routes record, record-batch and keep, unchanged, on a database of their own. */
public final class Recording implements AutoCloseable {
  private final Main main = new Main();
  private final TestDatabase database;
  private final Path file;
  private final ProducerTemplate template;

  public Recording(Path file) throws Exception {
    this(file, Map.of());
  }

  public Recording(Path file, Map<String, String> properties) throws Exception {
    this(TestDatabase.SQLITE, file, properties);
  }

  public Recording(TestDatabase database, Path file) throws Exception {
    this(database, file, Map.of());
  }

  public Recording(TestDatabase database, Path file, Map<String, String> properties)
      throws Exception {
    this.database = database;
    this.file = file;
    main.setDefaultPropertyPlaceholderLocation("file:application.properties");
    GivenSettings.on(main);
    main.addInitialProperty(
        "camel.main.routes-include-pattern",
        "file:routes/record*.camel.yaml,file:routes/keep*.camel.yaml,"
            + "file:routes/connectivity-check.camel.yaml,"
            + "file:routes/errors.camel.yaml,file:routes/beans.camel.yaml");
    main.addInitialProperty("camel.main.startup-summary-level", "Off");
    // batches are those of the test alone: there is one writer
    main.configure().setAutoStartupExcludePattern("record-events,record-handed-over");
    database.settings(TestDatabase.migrated(file)).forEach(main::addOverrideProperty);
    // what a test stores as old is pruned when the test says so, not when the clock does
    main.addOverrideProperty("uproute.keep.cron", "0 0 0 1 1 ?");
    main.addOverrideProperty("uproute.keep.reserve", "none");
    // how long a stop waits for the queue to say that it is empty
    main.addInitialProperty("camel.component.seda.default-poll-timeout", "50");
    properties.forEach(main::addOverrideProperty);
    main.start();
    bean("store", Store.class).open();
    template = main.getCamelContext().createProducerTemplate();
  }

  /** Commits these results now. */
  public void record(List<Result> results) {
    template.requestBody("direct:record-batch", results);
  }

  public void send(String route, Object body) {
    template.sendBody(route, body);
  }

  public CamelContext context() {
    return main.getCamelContext();
  }

  public LiveState liveState() {
    return bean("liveState", LiveState.class);
  }

  public Backlog backlog() {
    return bean("backlog", Backlog.class);
  }

  public <T> T bean(String name, Class<T> type) {
    return context().getRegistry().lookupByNameAndType(name, type);
  }

  /** A connection as a command line of the database would have one. */
  public Connection outside() throws SQLException {
    return database.outside(file);
  }

  public static Connection outside(Path file) throws SQLException {
    return TestDatabase.SQLITE.outside(file);
  }

  /** The first column of the first row, as text. */
  public static String ask(Connection connection, String sql) throws SQLException {
    try (var statement = connection.createStatement();
        var row = statement.executeQuery(sql)) {
      return row.next() ? row.getString(1) : null;
    }
  }

  public String ask(String sql) throws SQLException {
    try (Connection connection = outside()) {
      return ask(connection, sql);
    }
  }

  @Override
  public void close() {
    main.stop();
  }
}
