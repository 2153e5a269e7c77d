package dev.uproute.cli;

import dev.uproute.store.PostgresAddress;
import dev.uproute.store.PostgresFailure;
import dev.uproute.store.Schema;
import dev.uproute.text.Sizes;
import dev.uproute.text.Words;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code doctor} finds of a database on a PostgreSQL server.
 *
 * @param runs whether an instance works with it; null when that cannot be asked
 */
record ServerFindings(List<Finding> findings, Boolean runs) {

  static ServerFindings of(PostgresAddress address, Instant now) {
    List<Finding> findings = new ArrayList<>();
    Boolean runs = null;
    try (Connection connection = address.reader();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select current_setting('server_version'), pg_database_size(current_database())")) {
      row.next();
      findings.add(
          Finding.ok(
              "database",
              "%s, PostgreSQL %s, %s"
                  .formatted(address, row.getString(1), Sizes.text(row.getLong(2)))));
      findings.addAll(DatabaseFindings.of(connection, now));
      findings.add(
          Finding.ok("backups", "are the server's; uproute backup FILE prints how to make one"));
      String holder = Schema.version(connection) == Schema.VERSION ? holder(statement) : null;
      findings.add(
          Finding.ok(
              "instance",
              holder == null
                  ? "Uproute does not run with this database"
                  : "Uproute runs with this database, " + Words.visible(holder)));
      runs = holder != null;
    } catch (SQLException e) {
      PostgresFailure failure = PostgresFailure.of(e);
      findings.add(
          Finding.fail(
              "database",
              "%s cannot be used, %s"
                  .formatted(address, failure == null ? e.getMessage() : failure.reason()),
              "checks and notifications go on without it; results wait in memory"));
    }
    return new ServerFindings(findings, runs);
  }

  /** Who has the lease, by the clock of the server; null when nobody has. */
  private static String holder(Statement statement) throws SQLException {
    try (ResultSet row =
        statement.executeQuery(
            "select holder from lease where until > extract(epoch from clock_timestamp()) * 1000")) {
      return row.next() ? row.getString(1) : null;
    }
  }
}
