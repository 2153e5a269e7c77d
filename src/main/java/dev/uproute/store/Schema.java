package dev.uproute.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The tables of this program: {@code db/migration} for every database, and a folder of its own for
 * each. Flyway takes half a second to find out that nothing is to be done, so it is to run only
 * when something is. One program at a time: Flyway's lock does not cover the making of its table.
 */
public final class Schema {
  /** The newest file in db/. */
  public static final int VERSION = 24;

  private final String name;
  private final String wayOut;
  private final DataSource source;
  private final String folder;
  private final Map<String, String> words;

  /**
   * @param name the database, as a sentence about it begins
   * @param wayOut what else people can do who cannot use it, as a sentence about it ends
   * @param folder its own migrations
   * @param words what it calls types for which there is no common word
   */
  Schema(String name, String wayOut, DataSource source, String folder, Map<String, String> words) {
    this.name = name;
    this.wayOut = wayOut;
    this.source = source;
    this.folder = folder;
    this.words = words;
  }

  /**
   * Whether it is to be migrated.
   *
   * @throws IllegalStateException when a newer program wrote it
   */
  boolean old(Connection connection) throws SQLException {
    int version = version(connection);
    if (version > VERSION) {
      throw new IllegalStateException(
          "%s has schema %d, written by a newer Uproute; this one knows up to %d. Start the newer one, or %s. Nothing was changed"
              .formatted(name, version, VERSION, wayOut));
    }
    return version < VERSION;
  }

  void migrate() {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration", folder)
        .placeholders(words)
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  /** Of the tables of a database; 0 when there are none of ours. */
  public static int version(Connection connection) throws SQLException {
    if (!exists(connection, "TABLE", "flyway_schema_history")) {
      return 0;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select max(cast(version as integer)) from flyway_schema_history where success")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  /**
   * Whether there is something of that name.
   *
   * @param type {@code TABLE} or {@code VIEW}
   */
  public static boolean exists(Connection connection, String type, String name)
      throws SQLException {
    try (ResultSet row =
        connection
            .getMetaData()
            .getTables(null, connection.getSchema(), name, new String[] {type})) {
      return row.next();
    }
  }
}
