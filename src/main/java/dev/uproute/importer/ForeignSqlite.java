package dev.uproute.importer;

import dev.uproute.store.SqliteLibrary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A SQLite file of another program, which is never changed. SQLite itself would leave files beside
 * one whose log is not empty, so that is read from a copy; one without a log is read in its place,
 * as a file that nobody changes. Not thread-safe.
 */
final class ForeignSqlite implements AutoCloseable {
  private static final List<String> LOGS = List.of("-wal", "-journal");
  private static final int TRIES = 10;

  private final Path file;
  private final Path copy;
  private final Connection connection;

  private ForeignSqlite(Path file, Path copy, Connection connection) {
    this.file = file;
    this.copy = copy;
    this.connection = connection;
  }

  /**
   * @throws IllegalArgumentException with one line for people when it cannot be read
   */
  static ForeignSqlite open(Path file) {
    SqliteLibrary.load();
    Path copy = null;
    try {
      copy = LOGS.stream().anyMatch(log -> Files.exists(beside(file, log))) ? copy(file) : null;
      String url = copy == null ? file.toUri() + "?immutable=1" : copy.toUri().toString();
      Connection connection = DriverManager.getConnection("jdbc:sqlite:" + url);
      ForeignSqlite opened = new ForeignSqlite(file, copy, connection);
      opened.columns("sqlite_master");
      return opened;
    } catch (SQLException | IOException e) {
      delete(copy);
      throw new IllegalArgumentException(
          file + " cannot be read as a SQLite database: " + e.getMessage(), e);
    }
  }

  /** Whether a file is a database with tables of these names; looks at nothing that is in a log. */
  static boolean holds(Path file, String... tables) {
    SqliteLibrary.load();
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + file.toUri() + "?immutable=1");
        ForeignSqlite opened = new ForeignSqlite(file, null, connection)) {
      return Stream.of(tables).noneMatch(table -> opened.columns(table).isEmpty());
    } catch (SQLException | IllegalArgumentException _) {
      return false;
    }
  }

  Connection connection() {
    return connection;
  }

  /** Its columns with the default of each, as SQL has it; empty when there is no such table. */
  Map<String, String> columns(String table) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (Map<String, Object> row :
        rows("select name, dflt_value from pragma_table_info(?)", table)) {
      columns.put((String) row.get("name"), (String) row.get("dflt_value"));
    }
    return columns;
  }

  /**
   * All rows of a query, which are few.
   *
   * @throws IllegalArgumentException when it cannot be read
   */
  List<Map<String, Object>> rows(String sql, Object... parameters) {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<Map<String, Object>> rows = new ArrayList<>();
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          rows.add(row(row));
        }
      }
      return rows;
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /**
   * The rows of a query one by one, without those that give null; to be closed.
   *
   * @throws IllegalArgumentException when they cannot be read, now or later
   */
  <T> Stream<T> stream(String sql, RowReader<T> reader, Object... parameters) {
    return SqlStream.of(connection, sql, reader, this::failed, parameters);
  }

  private static Map<String, Object> row(ResultSet row) throws SQLException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      values.put(row.getMetaData().getColumnLabel(i), row.getObject(i));
    }
    return values;
  }

  IllegalArgumentException failed(SQLException e) {
    return new IllegalArgumentException(file + " cannot be read: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    } finally {
      delete(copy);
    }
  }

  /** With its log, and such that nobody wrote to either in between. */
  private static Path copy(Path file) throws IOException {
    Path folder = Files.createTempDirectory("uproute-import");
    Path copy = folder.resolve("copy.db");
    folder.toFile().deleteOnExit();
    Stream.of("", "-wal", "-shm", "-journal")
        .forEach(end -> beside(copy, end).toFile().deleteOnExit());
    for (int i = 0; i < TRIES; i++) {
      String before = state(file);
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      for (String log : LOGS) {
        Files.deleteIfExists(beside(copy, log));
        if (Files.exists(beside(file, log))) {
          Files.copy(beside(file, log), beside(copy, log));
        }
      }
      if (state(file).equals(before)) {
        return copy;
      }
    }
    delete(copy);
    throw new IOException("it is written while it is copied; stop the program that writes it");
  }

  private static String state(Path file) throws IOException {
    StringBuilder state = new StringBuilder();
    for (String end : List.of("", "-wal", "-journal")) {
      Path part = beside(file, end);
      if (Files.exists(part)) {
        var attributes = Files.readAttributes(part, BasicFileAttributes.class);
        state.append(attributes.size()).append(' ').append(attributes.lastModifiedTime());
      }
      state.append('\n');
    }
    return state.toString();
  }

  private static Path beside(Path file, String end) {
    return file.resolveSibling(file.getFileName() + end);
  }

  private static void delete(Path copy) {
    if (copy == null) {
      return;
    }
    try (Stream<Path> files = Files.list(copy.getParent())) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(copy.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
