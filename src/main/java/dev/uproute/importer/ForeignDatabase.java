package dev.uproute.importer;

import dev.uproute.parse.Location;
import dev.uproute.store.PostgresAddress;
import dev.uproute.store.SqliteLibrary;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
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
 * The database of another program, a SQLite file or one on a PostgreSQL server, which is never
 * changed. Not thread-safe.
 */
final class ForeignDatabase implements AutoCloseable {
  private final String name;
  private final boolean server;
  private final Path copy;
  private final Connection connection;

  private ForeignDatabase(String name, boolean server, Path copy, Connection connection) {
    this.name = name;
    this.server = server;
    this.copy = copy;
    this.connection = connection;
  }

  /**
   * @throws IllegalArgumentException with one line for people when it cannot be read
   */
  static ForeignDatabase open(Input input) {
    return input.database() == null
        ? open(input.files().getFirst().path())
        : open(input.database());
  }

  private static ForeignDatabase open(PostgresAddress address) {
    try {
      return new ForeignDatabase(address.toString(), true, null, address.reading());
    } catch (SQLException e) {
      throw new IllegalArgumentException(address + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static ForeignDatabase open(Path file) {
    Path copy = null;
    try {
      copy = SqliteSnapshot.needed(file) ? SqliteSnapshot.of(file) : null;
      return sqlite(file, copy);
    } catch (SQLException | IOException e) {
      SqliteSnapshot.delete(copy);
      throw new IllegalArgumentException(
          file + " cannot be read as a SQLite database: " + e.getMessage(), e);
    }
  }

  /** The copy, or the file in its place, as one that nobody changes. */
  private static ForeignDatabase sqlite(Path file, Path copy) throws SQLException {
    SqliteLibrary.load();
    String url = copy == null ? file.toUri() + "?immutable=1" : copy.toUri().toString();
    Connection connection = DriverManager.getConnection("jdbc:sqlite:" + url);
    return new ForeignDatabase(file.toString(), false, copy, connection);
  }

  /**
   * Whether there are tables of these names, and the first has these columns; of a file what is in
   * its log is not looked at.
   *
   * @throws IllegalArgumentException when a server cannot be asked
   */
  static boolean holds(Input input, String[] tables, String[] columns) {
    boolean file = input.database() == null;
    if (file
        && !(input.files().size() == 1 && input.files().getFirst().beginsWith("SQLite format 3"))) {
      return false;
    }
    try (ForeignDatabase opened =
        file ? sqlite(input.files().getFirst().path(), null) : open(input.database())) {
      return Stream.of(tables).allMatch(opened::has)
          && opened.columns(tables[0]).keySet().containsAll(List.of(columns));
    } catch (SQLException e) {
      return false;
    } catch (IllegalArgumentException e) {
      if (file) {
        return false;
      }
      throw e;
    }
  }

  /** Where losses of it are; names no user and no password. */
  Location location() {
    return new Location(name, 0, 0);
  }

  /** Whether there is a table of that name; a view is none. */
  boolean has(String table) {
    try {
      DatabaseMetaData about = connection.getMetaData();
      try (ResultSet row =
          about.getTables(null, connection.getSchema(), table, new String[] {"TABLE"})) {
        return row.next();
      }
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  /** A column of times, as {@link SqlTime#instant} understands it. */
  String time(String column) {
    return server ? "extract(epoch from " + column + ") * 1000" : column;
  }

  /** Its columns with the default of each, as SQL has it; empty when there is no such table. */
  Map<String, String> columns(String table) {
    Map<String, String> columns = new LinkedHashMap<>();
    try {
      DatabaseMetaData about = connection.getMetaData();
      try (ResultSet row = about.getColumns(null, connection.getSchema(), table, null)) {
        while (row.next()) {
          columns.put(row.getString("COLUMN_NAME"), row.getString("COLUMN_DEF"));
        }
      }
    } catch (SQLException e) {
      throw failed(e);
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

  private static Map<String, Object> row(ResultSet row) throws SQLException {
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
      values.put(row.getMetaData().getColumnLabel(i), row.getObject(i));
    }
    return values;
  }

  /**
   * The rows of a query one by one, without those that give null; to be closed.
   *
   * @throws IllegalArgumentException when they cannot be read, now or later
   */
  <T> Stream<T> stream(String sql, RowReader<T> reader, Object... parameters) {
    return SqlStream.of(connection, sql, reader, this::failed, parameters);
  }

  private IllegalArgumentException failed(SQLException e) {
    return new IllegalArgumentException(name + " cannot be read: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw failed(e);
    } finally {
      SqliteSnapshot.delete(copy);
    }
  }
}
