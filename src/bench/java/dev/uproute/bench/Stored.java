package dev.uproute.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has been committed to the program's database, read from outside. Used by one thread. */
final class Stored implements AutoCloseable {
  private final Connection connection;
  private final PreparedStatement count;
  private final PreparedStatement since;
  private final PreparedStatement began;
  private final PreparedStatement nth;

  /**
   * @param database its JDBC address
   */
  Stored(String database) throws SQLException {
    connection = DriverManager.getConnection(database);
    count = connection.prepareStatement("select coalesce(max(id), 0) from result");
    since =
        connection.prepareStatement(
            "select count(distinct service) from (select service, at from result"
                + " order by id desc limit ?) r where at >= ?");
    nth =
        connection.prepareStatement(
            "select service, response from (select service, response,"
                + " row_number() over (partition by service order by id) as n from result) r"
                + " where n = ?");
    began =
        connection.prepareStatement(
            "select service, at from result where at >= ? order by service, at");
  }

  /** Milliseconds the result of each service took that was its n-th, from 1. */
  Map<Integer, Double> responses(int n) throws SQLException {
    Map<Integer, Double> times = new HashMap<>();
    nth.setInt(1, n);
    try (ResultSet row = nth.executeQuery()) {
      while (row.next()) {
        times.put(row.getInt("service"), row.getLong("response") / 1000.0);
      }
    }
    return times;
  }

  /** How many results there are; nothing is pruned that soon. */
  long results() throws SQLException {
    try (ResultSet row = count.executeQuery()) {
      row.next();
      return row.getLong(1);
    }
  }

  /**
   * Of how many services there is a check that began at this epoch millisecond or later.
   *
   * @param services the most there are
   */
  int servicesSince(long millis, int services) throws SQLException {
    since.setInt(1, 4 * services);
    since.setLong(2, millis);
    try (ResultSet row = since.executeQuery()) {
      row.next();
      return row.getInt(1);
    }
  }

  /** The checks that began at this epoch millisecond or later, on the clock of the processes. */
  Arrivals arrivals(long millis) throws SQLException {
    long zero = System.nanoTime() - System.currentTimeMillis() * 1_000_000;
    Map<Integer, List<Long>> times = new HashMap<>();
    int count = 0;
    began.setLong(1, millis);
    try (ResultSet row = began.executeQuery()) {
      for (; row.next(); count++) {
        long at = zero + row.getLong("at") * 1_000_000;
        times.computeIfAbsent(row.getInt("service"), _ -> new ArrayList<>()).add(at);
      }
    }
    return new Arrivals(times, count);
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
