package dev.uproute.bench;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What has been committed to the program's database, read from outside. Used by one thread. */
final class Stored implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement count;

  Stored(Path database) throws SQLException {
    connection = DriverManager.getConnection("jdbc:sqlite:" + database + "?open_mode=1");
    count = connection.prepareStatement("select coalesce(max(id), 0) from result");
  }

  /** How many results there are; nothing is pruned that soon. */
  long results() throws SQLException {
    try (ResultSet row = count.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /** When each check began, in epoch milliseconds, in the order they were stored. */
  List<Long> begun() throws SQLException {
    List<Long> times = new ArrayList<>();
    try (ResultSet rows =
        connection.createStatement().executeQuery("select at from result order by id")) {
      while (rows.next()) {
        times.add(rows.getLong(1));
      }
    }
    return times;
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
