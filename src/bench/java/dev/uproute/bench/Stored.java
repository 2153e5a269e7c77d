package dev.uproute.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** What has been committed to the program's database, read from outside. Used by one thread. */
final class Stored implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement count;
  private final PreparedStatement since;

  Stored(Path database) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + database + "?open_mode=1");
    count = connection.prepareStatement("select coalesce(max(id), 0) from result");
    since =
        connection.prepareStatement(
            "select count(distinct service) from (select service, at from result"
                + " order by id desc limit 4000) where at >= ?");
  }

  /** How many results there are; nothing is pruned that soon. */
  long results() throws SQLException {
    try (ResultSet row = count.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** Of how many services there is a check that began at this epoch millisecond or later. */
  int servicesSince(long millis) throws SQLException {
    since.setLong(1, millis);
    try (ResultSet row = since.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
