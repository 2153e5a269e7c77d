package dev.uproute.store;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database on a PostgreSQL server, which may be away, restarted, or used by other instances.
 * Thread-safe.
 */
final class PostgresDatabase implements Database {
  /** Of the driver, which says on standard error what it throws, too. */
  private static final Logger DRIVER = Logger.getLogger("org.postgresql");

  static {
    DRIVER.setLevel(Level.OFF);
  }

  private final PostgresAddress address;
  private final Duration busy;

  /**
   * @param busy how long a write waits for another program that writes
   */
  PostgresDatabase(PostgresAddress address, Duration busy) {
    this.address = address;
    this.busy = busy;
  }

  @Override
  public void open() throws SQLException {
    // a migration may take longer than anything else
    new PostgresMigration(address, source(Map.of("socketTimeout", "0"))).run();
  }

  /**
   * Without limits, a server that vanished without a word would be waited for without end.
   *
   * @param options before those of the address and what is usual here
   */
  private PGSimpleDataSource source(Map<String, String> options) throws SQLException {
    PGSimpleDataSource source = address.source();
    source.setSocketTimeout((int) busy.plusSeconds(25).toSeconds());
    source.setTcpKeepAlive(true);
    if (address.hosts().size() > 1) {
      source.setTargetServerType("primary");
    }
    // what is in rows is nobody's business who reads the log
    source.setLogServerErrorDetail(false);
    // the routes' variables are text where a statement wants a number
    source.setStringType("unspecified");
    for (Map<String, String> each : List.of(address.options(), options)) {
      for (Map.Entry<String, String> option : each.entrySet()) {
        source.setProperty(option.getKey(), option.getValue());
      }
    }
    return source;
  }

  @Override
  public void configure(HikariConfig pool, boolean write) {
    try {
      pool.setDataSource(source(Map.of()));
    } catch (SQLException e) {
      throw refused(e);
    }
    // opened when it was there: from now on it may come and go
    pool.setInitializationFailTimeout(-1);
    pool.setConnectionInitSql(write ? writing() : reading());
  }

  /**
   * A lock is waited for as on SQLite. Another instance that stands still within a transaction
   * loses it. What is committed is on the disk, whatever the server's default is.
   */
  private String writing() {
    return "set lock_timeout = "
        + busy.toMillis()
        + "; set idle_in_transaction_session_timeout = '20s'"
        + "; select set_config('synchronous_commit', 'on', false)"
        + " where current_setting('synchronous_commit') = 'off'";
  }

  /** All questions of a transaction see the same state, as on SQLite. */
  private static String reading() {
    return "set session characteristics as transaction isolation level repeatable read, read only";
  }

  Connection reader() throws SQLException {
    Connection connection = source(Map.of()).getConnection();
    connection.setReadOnly(true);
    return connection;
  }

  @Override
  public String clock() {
    return "select cast(extract(epoch from clock_timestamp()) * 1000 as bigint)";
  }

  @Override
  public String share() {
    return " for share";
  }

  @Override
  public void reach() throws SQLException {
    source(Map.of()).getConnection().close();
  }

  @Override
  public IllegalStateException refused(Exception cause) {
    PostgresFailure failure = PostgresFailure.of(cause);
    String reason = failure == null ? cause.getMessage() : failure.reason();
    String message = "The database %s cannot be used, %s".formatted(address, reason);
    return failure != null && failure.away()
        ? new StoreAway(message, cause)
        : new IllegalStateException(message, cause);
  }
}
