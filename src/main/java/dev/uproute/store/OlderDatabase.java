package dev.uproute.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes over the table {@code checks} of an older monitor: its rows become results of services that
 * have a name but no id yet. Rows whose time cannot be read stay in table {@code checks_unread}.
 */
final class OlderDatabase {
  private static final Logger LOG = LoggerFactory.getLogger(OlderDatabase.class);
  private static final List<String> COLUMNS =
      List.of("id", "service_name", "checked_at", "is_online", "response_time_ms");

  private final Path file;
  private final Connection connection;

  OlderDatabase(Path file, Connection connection) {
    this.file = file;
    this.connection = connection;
  }

  /**
   * Whether there is a table of an older monitor, by its real name.
   *
   * @throws IllegalStateException when its columns are others
   */
  boolean found() throws SQLException {
    if (!Schema.exists(connection, "TABLE", "checks")) {
      return false;
    }
    List<String> columns = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select name from pragma_table_info('checks')")) {
      while (row.next()) {
        columns.add(row.getString(1));
      }
    }
    if (!columns.containsAll(COLUMNS)) {
      throw new IllegalStateException(
          "The table checks in %s has the columns %s; a history that can be taken over has %s. Nothing was changed"
              .formatted(file, columns, COLUMNS));
    }
    return true;
  }

  /** Frees the name for the view; the rows stay as they are. */
  void stepAside() throws SQLException {
    run("alter table checks rename to checks_before");
  }

  /** Takes over what stepped aside, now or in a start that was cut short, in one transaction. */
  void finish() throws SQLException {
    if (!Schema.exists(connection, "TABLE", "checks_before")) {
      return;
    }
    connection.setAutoCommit(false);
    try {
      for (String statement : Store.sql("sqlite/import-older").split(";\\s*\\n")) {
        if (!statement.isBlank()) {
          run(statement);
        }
      }
      LOG.info("Took over {} checks of an older monitor", count("result"));
      long unread = count("checks_unread");
      if (unread == 0) {
        run("drop table checks_unread");
      } else {
        LOG.warn(
            "{} checks have a time that cannot be read, or no name; they stay in table"
                + " checks_unread of {}",
            unread,
            file);
      }
      connection.commit();
    } catch (SQLException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private long count(String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table)) {
      return row.getLong(1);
    }
  }

  private void run(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }
}
