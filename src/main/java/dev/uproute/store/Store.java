package dev.uproute.store;

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

  /** Above what a checkpoint leaves. */
  private static final long LONG_LOG = 17 << 20;

  private final Database database;
  private final Duration busy;
  private Pools pools;
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
    this.database = Database.of(settings, busy);
  }

  /**
   * Opens the database now rather than at the first connection.
   *
   * @throws StoreAway when its server cannot be reached; the next connection tries again
   * @throws IllegalStateException with one line for people when it cannot be used
   */
  public void open() {
    opened();
  }

  private Pools opened() {
    long asked = System.nanoTime();
    synchronized (this) {
      if (pools != null) {
        return pools;
      }
      if (refused != null && refusedAt - asked > 0) {
        // another thread tried meanwhile
        throw refused;
      }
      try {
        database.open();
        pools = new Pools(database, busy);
        openings++;
        return pools;
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
    return opened().connection(write);
  }

  /** The file that is written; null when the store is not open, or is no file that stays. */
  synchronized Path path() {
    return pools == null ? null : database.path();
  }

  /** The file, also one that could not be opened; null before, or when it is no file that stays. */
  Path file() {
    return database.path();
  }

  /** Bytes of the file and its log; null when the store is not open, or is no file that stays. */
  public Long size() {
    Path file = path();
    return file == null ? null : (Long) (file.toFile().length() + new File(file + "-wal").length());
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
    pools.close();
    pools = null;
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
    if (pools != null) {
      pools.close();
      pools = null;
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
    if (pools != null) {
      beforeClose.run();
      pools.close();
      pools = null;
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
}
