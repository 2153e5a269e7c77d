package dev.uproute.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings a SQLite file to the schema of this program. Each step is one transaction, so a kill
 * leaves what was before it or after it, and the next start goes on from there:
 *
 * <ol>
 *   <li>a file of a newer program is refused untouched;
 *   <li>a file that holds something is copied beside itself before anything changes;
 *   <li>a table {@code checks} of an older monitor steps aside;
 *   <li>the migrations run, each together with the note that it ran;
 *   <li>what stepped aside is taken over, and goes.
 * </ol>
 *
 * Flyway takes half a second to find out that nothing is to be done, so it runs only when something
 * is.
 */
public final class Schema {
  /** The newest file in db/. */
  public static final int VERSION = 8;

  private static final Logger LOG = LoggerFactory.getLogger(Schema.class);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final Path file;
  private final DataSource source;

  Schema(Path file, DataSource source) {
    this.file = file;
    this.source = source;
  }

  /**
   * @throws IllegalStateException when a newer program wrote the file
   */
  void bring() throws SQLException, IOException {
    try (Connection connection = source.getConnection()) {
      int version = version(connection);
      if (version > VERSION) {
        throw new IllegalStateException(
            "The database %s has schema %d, written by a newer Uproute; this one knows up to %d. Start the newer one, or set uproute.store.path to another place. Nothing was changed"
                .formatted(file, version, VERSION));
      }
      OlderDatabase takeOver = new OlderDatabase(file, connection);
      boolean older = takeOver.found();
      if (version < VERSION || older) {
        if (!empty(connection)) {
          backup(connection, older ? "take-over" : "schema-" + VERSION);
        }
        if (older) {
          takeOver.stepAside();
        }
      }
      if (version < VERSION) {
        migrate();
      }
      takeOver.finish();
    }
  }

  private void migrate() {
    Flyway.configure()
        .dataSource(source)
        .locations("classpath:db/migration", "classpath:db/sqlite")
        .placeholders(Map.of("key", "integer primary key"))
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  private static int version(Connection connection) throws SQLException {
    if (!exists(connection, "table", "flyway_schema_history")) {
      return 0;
    }
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select max(cast(version as integer)) from flyway_schema_history where success = 1")) {
      return row.next() ? row.getInt(1) : 0;
    }
  }

  public static boolean exists(Connection connection, String type, String name)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("select 1 from sqlite_master where type = ? and name = ?")) {
      statement.setString(1, type);
      statement.setString(2, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private static boolean empty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from sqlite_master")) {
      return row.getInt(1) == 0;
    }
  }

  /** A whole copy under a name that says why; made under another name first, then renamed. */
  private void backup(Connection connection, String reason) throws SQLException, IOException {
    String name = file.getFileName().toString();
    Path copy = file.resolveSibling(name + ".before-" + reason + "-" + STAMP.format(Instant.now()));
    Path part = file.resolveSibling(name + ".part");
    Files.deleteIfExists(part);
    Files.createFile(part, StoreFile.mode("rw-------"));
    try (PreparedStatement statement = connection.prepareStatement("vacuum into ?")) {
      statement.setString(1, part.toString());
      statement.execute();
    }
    Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
    LOG.info("Copied the database to {} before changing it", copy);
  }
}
