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
 */
final class SqliteMigration {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteMigration.class);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final StoreFile file;
  private final Path path;
  private final DataSource source;

  /**
   * @param path where the file is
   * @param source of connections to it
   */
  SqliteMigration(StoreFile file, Path path, DataSource source) {
    this.file = file;
    this.path = path;
    this.source = source;
  }

  /**
   * @throws IllegalStateException with one line for people when only they can help
   */
  void run() throws SQLException, IOException {
    Schema schema =
        new Schema(
            "The database " + path,
            "set uproute.store.path to another place",
            source,
            "classpath:db/sqlite",
            Map.of("key", "integer primary key", "blob", "blob", "clustered", "without rowid"));
    try (Connection connection = source.getConnection()) {
      Integrity.atOnce(connection);
      boolean old = schema.old(connection);
      OlderDatabase takeOver = new OlderDatabase(path, connection);
      boolean older = takeOver.found();
      if (empty(connection)) {
        giveSpaceBack(connection);
      } else if (old || older) {
        backup(connection, older ? "take-over" : "schema-" + Schema.VERSION);
      }
      if (older) {
        takeOver.stepAside();
        file.hide();
      }
      if (old) {
        schema.migrate();
      }
      takeOver.finish();
    }
  }

  private static boolean empty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from sqlite_master")) {
      return row.getInt(1) == 0;
    }
  }

  /**
   * A new file can be made smaller while it is used; of an older one only a vacuum changes that.
   */
  private static void giveSpaceBack(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("pragma auto_vacuum = incremental");
      statement.executeUpdate("vacuum");
    }
  }

  /** A whole copy under a name that says why; made under another name first, then renamed. */
  private void backup(Connection connection, String reason) throws SQLException, IOException {
    String name = path.getFileName().toString();
    Path copy = path.resolveSibling(name + ".before-" + reason + "-" + STAMP.format(Instant.now()));
    Path part = path.resolveSibling(name + ".part");
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
