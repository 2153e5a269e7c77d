package dev.uproute.backup;

import dev.uproute.store.Integrity;
import dev.uproute.store.Schema;
import dev.uproute.text.Sizes;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;

/**
 * A whole database in one file, as it was at one moment.
 *
 * @param schema version of its tables; 0 when it holds none of ours
 * @param batch counts the transactions that brought results
 * @param latest when the newest result was found; null when there is none
 */
public record Backup(
    Path file, long bytes, int schema, long batch, long services, long results, Instant latest) {

  /** How much of the disk is left free for the history itself. */
  private static final long RESERVE = 64L << 20;

  /**
   * Copies a database, also while others write to it: their transactions are in the copy as a whole
   * or not at all, and nobody waits. The copy is made under another name, checked, forced to the
   * disk and then renamed, readable by its owner only.
   *
   * @param file must not exist, unless {@code replace}
   * @throws IOException when it cannot be made; nothing is left behind then
   * @throws SQLException when the database cannot be read, or the copy is not whole
   */
  public static Backup make(Path database, Path file, boolean replace)
      throws SQLException, IOException {
    // a temporary file is readable by its owner only
    Path part = Files.createTempFile(file.getParent(), file.getFileName() + ".", ".part");
    try {
      long before = copy(database, part);
      Backup made = whole(part);
      if (made.batch < before) {
        throw new IOException(
            "The copy has %d batches of results, the database had %d before"
                .formatted(made.batch, before));
      }
      force(part, StandardOpenOption.WRITE);
      if (replace) {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } else {
        Files.move(part, file);
      }
      return new Backup(
          file, made.bytes, made.schema, made.batch, made.services, made.results, made.latest);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static long copy(Path database, Path part) throws SQLException, IOException {
    try (Connection connection = FileConnection.write(database);
        PreparedStatement statement = connection.prepareStatement("vacuum into ?")) {
      space(connection, part.getParent());
      long batch = batch(connection);
      statement.setString(1, part.toString());
      statement.execute();
      return batch;
    }
  }

  /** A copy that fills the disk would keep the history from being written. */
  private static void space(Connection connection, Path folder) throws SQLException, IOException {
    long pages =
        number(connection, "pragma page_count") - number(connection, "pragma freelist_count");
    long needed = pages * number(connection, "pragma page_size") + RESERVE;
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < needed) {
      throw new IOException(
          "%s has %s free, a copy needs %s"
              .formatted(folder, Sizes.text(free), Sizes.text(needed)));
    }
  }

  /**
   * Reads a copy at rest to its end.
   *
   * @throws SQLException when it is not whole, or no database
   */
  public static Backup whole(Path file) throws SQLException, IOException {
    try (Connection connection = FileConnection.read(file)) {
      Integrity.full(connection);
      return facts(file, connection);
    }
  }

  static Backup facts(Path file, Connection connection) throws SQLException, IOException {
    int schema = Schema.version(connection);
    if (schema == 0) {
      return new Backup(file, Files.size(file), 0, 0, 0, 0, null);
    }
    long latest = number(connection, "select coalesce(max(at), 0) from streak");
    return new Backup(
        file,
        Files.size(file),
        schema,
        batch(connection),
        number(connection, "select count(*) from service"),
        number(connection, "select count(*) from result"),
        latest == 0 ? null : Instant.ofEpochMilli(latest));
  }

  private static long batch(Connection connection) throws SQLException {
    return Schema.version(connection) == 0
        ? 0
        : number(connection, "select coalesce(max(batch), 0) from change");
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      return row.next() ? row.getLong(1) : 0;
    }
  }

  private static void force(Path file, StandardOpenOption how) throws IOException {
    try (FileChannel channel = FileChannel.open(file, how)) {
      channel.force(true);
    }
  }
}
