package dev.uproute.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/** The connections of a database that is open: one that writes and two that read. Thread-safe. */
final class Pools implements AutoCloseable {
  /** How much longer than a write may wait for another program one waits for a connection. */
  private static final Duration QUEUE = Duration.ofSeconds(5);

  private final Database database;
  private final HikariDataSource reader;
  private final HikariDataSource writer;

  /**
   * @param busy how long a write waits for another program that writes
   */
  Pools(Database database, Duration busy) {
    this.database = database;
    this.reader = pool("reader", 2, busy, false);
    this.writer = pool("writer", 1, busy, true);
  }

  private HikariDataSource pool(String name, int size, Duration busy, boolean write) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(busy.plus(QUEUE).toMillis());
    config.setExceptionOverrideClassName(BrokenConnection.class.getName());
    database.configure(config, write);
    return new HikariDataSource(config);
  }

  Connection connection(boolean write) throws SQLException {
    HikariDataSource pool = write ? writer : reader;
    if (pool.getHikariPoolMXBean().getTotalConnections() == 0) {
      database.reach();
    }
    return pool.getConnection();
  }

  @Override
  public void close() {
    reader.close();
    writer.close();
  }

  /**
   * Throws a connection away after any failure. Closing it ends the transaction it may still be in,
   * and after a full or failing disk its statements stay broken even when there is space again; a
   * new connection costs a millisecond.
   */
  public static final class BrokenConnection implements SQLExceptionOverride {
    @java.lang.Override
    public Override adjudicate(SQLException failure) {
      return Override.MUST_EVICT;
    }
  }
}
