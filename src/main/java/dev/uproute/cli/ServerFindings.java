package dev.uproute.cli;

import dev.uproute.store.PostgresAddress;
import dev.uproute.store.PostgresFailure;
import dev.uproute.text.Sizes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What {@code doctor} finds of a database on a PostgreSQL server. */
final class ServerFindings {
  private ServerFindings() {}

  static List<Finding> of(PostgresAddress address, Instant now) {
    List<Finding> findings = new ArrayList<>();
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
    } catch (SQLException e) {
      PostgresFailure failure = PostgresFailure.of(e);
      findings.add(
          Finding.fail(
              "database",
              "%s cannot be used, %s"
                  .formatted(address, failure == null ? e.getMessage() : failure.reason()),
              "checks and notifications go on without it; results wait in memory"));
    }
    return findings;
  }
}
