package dev.uproute.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import dev.uproute.text.Durations;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database: one connection that writes and two that read. Opening it creates or migrates the
 * schema and takes over the file of an older monitor; that happens at the first connection, or
 * before by {@link #open}. Thread-safe.
 */
public final class Store implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Store.class);
  private static final Map<String, String> SQL = new ConcurrentHashMap<>();

  /** How much longer than a write may wait for another program one waits for a connection. */
  private static final Duration QUEUE = Duration.ofSeconds(5);

  /** Above what a checkpoint leaves. */
  private static final long LONG_LOG = 17 << 20;

  private final Database database;
  private final Duration busy;
  private HikariDataSource writer;
  private HikariDataSource reader;
  private IllegalStateException refused;
  private long refusedAt;
  private volatile int openings;
  private Runnable beforeClose = () -> {};

  /** As below, with what is usual for all that is not named. */
  public Store(String kind, String path) {
    this(
        Map.of(
            "uproute.store", kind,
            "uproute.store.path", path,
            "uproute.store.busy-timeout", "5s"));
  }

  /**
   * @param settings {@code uproute.store} and those whose names begin so
   * @throws IllegalArgumentException when one of them is not allowed
   */
  public Store(Map<String, String> settings) {
    this.busy = Durations.parse(settings.get("uproute.store.busy-timeout"));
    String kind = settings.get("uproute.store");
    this.database =
        switch (kind) {
          case "sqlite" ->
              new SqliteDatabase(
                  StoreFile.at(settings.get("uproute.store.path")),
                  busy,
                  "allow".equals(settings.get("uproute.store.network")));
          case "memory" -> new SqliteDatabase(StoreFile.temporary(), busy, true);
          case "postgresql" ->
              new PostgresDatabase(
                  PostgresAddress.parse(
                      settings.get("uproute.store.url"), settings.get("uproute.store.password")),
                  busy);
          default ->
              throw new IllegalArgumentException(
                  "uproute.store: '" + kind + "' is not allowed, sqlite, postgresql or memory is");
        };
  }

  /**
   * Opens the database now rather than at the first connection.
   *
   * @throws StoreAway when its server cannot be reached; the next connection tries again
   * @throws IllegalStateException with one line for people when it cannot be used
   */
  public void open() {
    long asked = System.nanoTime();
    synchronized (this) {
      if (writer != null) {
        return;
      }
      if (refused != null && refusedAt - asked > 0) {
        // another thread tried meanwhile
        throw refused;
      }
      try {
        database.open();
        reader = pool("reader", 2, false);
        writer = pool("writer", 1, true);
        openings++;
      } catch (SQLException | IOException e) {
        refused = database.refused(e);
        refusedAt = System.nanoTime();
        throw refused;
      }
    }
  }

  /** As {@link #open}, but a server that is away is only logged. */
  public void openOrWait() {
    try {
      open();
    } catch (StoreAway e) {
      LOG.error("{}; checks and notifications go on, and it is tried again", e.getMessage());
    }
  }

  Connection connection(boolean write) throws SQLException {
    open();
    HikariDataSource pool;
    synchronized (this) {
      pool = write ? writer : reader;
    }
    if (pool.getHikariPoolMXBean().getTotalConnections() == 0) {
      database.reach();
    }
    return pool.getConnection();
  }

  /** The file that is written; null when the store is not open, or is no file that stays. */
  synchronized Path path() {
    return writer == null ? null : database.path();
  }

  /** Which file was at its path when it was opened; null where the system does not know. */
  Object fileKey() {
    return database.fileKey();
  }

  /**
   * Whether somebody reads for so long that the log grows: no checkpoint can shorten it then, and
   * what can wait is not to make it longer.
   */
  public boolean logIsLong() {
    Path file = path();
    return file != null && new File(file + "-wal").length() > LONG_LOG;
  }

  /**
   * Closes the file and opens the one that is at its path now, a new one when there is none.
   *
   * @param logKey which file its log is
   * @throws IllegalStateException as {@link #open}
   */
  synchronized void reopen(Object logKey) {
    reader.close();
    writer.close();
    writer = null;
    try {
      database.replaced(logKey);
    } catch (IOException e) {
      throw database.refused(e);
    }
    open();
  }

  /** What is done to a file that nobody has open. */
  @FunctionalInterface
  public interface Exchange {
    void run() throws IOException;
  }

  /**
   * Closes the file, lets another one take its place, and opens that.
   *
   * @throws IllegalStateException as {@link #open}
   */
  public synchronized void exchange(Exchange work) throws IOException {
    if (writer != null) {
      reader.close();
      writer.close();
      writer = null;
    }
    work.run();
    open();
  }

  /** Forces what was committed to the disk, where a commit does not. */
  public void force() {
    database.force();
  }

  /** How often a file was opened, which may be another one each time. */
  int openings() {
    return openings;
  }

  String clock() {
    return database.clock();
  }

  String share() {
    return database.share();
  }

  InstanceLock instanceLock() {
    return database.instanceLock();
  }

  /**
   * @param last writes for the last time
   */
  void beforeClose(Runnable last) {
    beforeClose = last;
  }

  /** Closes all connections; a store of kind memory is gone then. */
  @Override
  public synchronized void close() {
    if (writer != null) {
      beforeClose.run();
      reader.close();
      writer.close();
      writer = null;
    }
    database.close();
  }

  /**
   * The statement in {@code sql/name.sql}.
   *
   * @throws IllegalArgumentException when there is no such file
   */
  public static String sql(String name) {
    return SQL.computeIfAbsent(name, Store::read);
  }

  /** A column of epoch milliseconds; null where it is null. */
  public static Instant instant(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  private static String read(String name) {
    try (InputStream in = Store.class.getResourceAsStream("/sql/" + name + ".sql")) {
      if (in == null) {
        throw new IllegalArgumentException("no statement sql/" + name + ".sql");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HikariDataSource pool(String name, int size, boolean write) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(busy.plus(QUEUE).toMillis());
    config.setExceptionOverrideClassName(BrokenConnection.class.getName());
    database.configure(config, write);
    return new HikariDataSource(config);
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
