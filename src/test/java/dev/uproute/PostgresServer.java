package dev.uproute;

import dev.uproute.store.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * A real PostgreSQL server, started by the first test that wants one and stopped with the JVM. Each
 * file for which a database is asked gets its own, a copy of one that was migrated once; it goes
 * when the folder of the file does. Thread-safe.
 */
public final class PostgresServer {
  private static final String TEMPLATE = "migrated";
  private static final Map<Path, Named> DATABASES = new HashMap<>();
  private static EmbeddedPostgres server;
  private static int made;

  private record Named(String name, Path folder) {}

  private PostgresServer() {}

  /** The address of the database that stands for this file. */
  public static synchronized String address(Path file) {
    try {
      Named known = DATABASES.get(file);
      if (known == null) {
        start();
        dropUnused();
        known = new Named("test_" + ++made, existing(file));
        run("create database " + known.name + " template " + TEMPLATE);
        DATABASES.put(file, known);
      }
      return url(known.name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The address of a database that is empty. */
  public static synchronized String empty() throws SQLException, IOException {
    start();
    String name = "empty_" + ++made;
    run("create database " + name);
    return url(name);
  }

  /** Where the server listens. */
  public static synchronized int port() throws IOException, SQLException {
    start();
    return server.getPort();
  }

  /** Executes a statement as the administrator. */
  public static void run(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(jdbc("postgres"));
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static void start() throws IOException, SQLException {
    if (server != null) {
      return;
    }
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("max_connections", "200")
            .setPGStartupWait(Duration.ofMinutes(1))
            .start();
    run("create database " + TEMPLATE);
    try (Store store = new Store(TestDatabase.settings(url(TEMPLATE)))) {
      store.open();
    }
    // as SQLite has it, so that tests ask both in the same words
    try (Connection connection = DriverManager.getConnection(jdbc(TEMPLATE));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "create function joined(text, text) returns text strict immutable language sql"
              + " as 'select $1 || '','' || $2'");
      statement.execute(
          "create function joined(text, text, text) returns text strict immutable language sql"
              + " as 'select $1 || $3 || $2'");
      statement.execute("create aggregate group_concat(text) (sfunc = joined, stype = text)");
      statement.execute("create aggregate group_concat(text, text) (sfunc = joined, stype = text)");
    }
  }

  private static Path existing(Path file) {
    Path folder = file.toAbsolutePath();
    while (!Files.isDirectory(folder)) {
      folder = folder.getParent();
    }
    return folder;
  }

  private static void dropUnused() throws SQLException {
    for (Iterator<Named> each = DATABASES.values().iterator(); each.hasNext(); ) {
      Named database = each.next();
      if (!Files.isDirectory(database.folder)) {
        run("drop database " + database.name + " with (force)");
        each.remove();
      }
    }
  }

  private static String url(String database) {
    return "postgresql://postgres@127.0.0.1:" + server.getPort() + "/" + database;
  }

  private static String jdbc(String database) {
    return server.getJdbcUrl("postgres", database);
  }
}
