package dev.uproute.backup;

import dev.uproute.store.SqliteLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Connections to a file of SQLite that belong to no store: no table is made or migrated. */
public final class FileConnection {
  private FileConnection() {}

  /** To a database that may be in use, or have a log that the one before left. */
  static Connection write(Path file) throws SQLException {
    return open(file.toString(), false);
  }

  /** That only reads. */
  static Connection read(Path file) throws SQLException {
    return open(file.toString(), true);
  }

  /** That only reads, and leaves no file behind where nobody uses it and the log is empty. */
  public static Connection look(Path file) throws SQLException, IOException {
    Path log = file.resolveSibling(file.getFileName() + "-wal");
    boolean atRest = Files.notExists(log) || Files.size(log) == 0;
    return open(atRest ? file.toUri() + "?immutable=1" : file.toString(), true);
  }

  private static Connection open(String file, boolean read) throws SQLException {
    SqliteLibrary.load();
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(read);
    config.setBusyTimeout(5000);
    // kB: with the usual 2 MB the check of a large file reads most of its pages again and again
    config.setCacheSize(-16_000);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source.getConnection();
  }
}
