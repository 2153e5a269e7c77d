package dev.uproute.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.SQLExceptionOverride;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

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

  private final StoreFile file;
  private final Duration busy;
  private Path path;
  private volatile Object fileKey;
  private HikariDataSource writer;
  private HikariDataSource reader;

  /**
   * @param kind {@code uproute.store}: {@code sqlite}, or {@code memory} to keep nothing
   * @param path {@code uproute.store.path}: a plain path; not used for {@code memory}
   * @throws IllegalArgumentException when one of them is not allowed
   */
  public Store(String kind, String path) {
    this(kind, path, Duration.ofSeconds(5));
  }

  /**
   * As above.
   *
   * @param busy {@code uproute.store.busy-timeout}: how long a write waits for another program that
   *     writes
   */
  public Store(String kind, String path, Duration busy) {
    this.busy = busy;
    this.file =
        switch (kind) {
          case "sqlite" -> StoreFile.at(path);
          case "memory" -> StoreFile.temporary();
          default ->
              throw new IllegalArgumentException(
                  "uproute.store: '" + kind + "' is not allowed, sqlite or memory is");
        };
  }

  /**
   * Opens the database now rather than at the first connection.
   *
   * @throws IllegalStateException with one line for people when that is not possible
   */
  public synchronized void open() {
    if (writer != null) {
      return;
    }
    SqliteLibrary.load();
    path = file.prepare();
    try {
      new Schema(path, source()).bring();
      fileKey = StoreWatch.key(path);
      reader = pool("reader", 2, new Guarded(source(), false), "pragma query_only = true");
      writer = pool("writer", 1, new Guarded(source(), true), null);
    } catch (SQLException | IOException e) {
      throw file.refused(e);
    }
  }

  Connection connection(boolean write) throws SQLException {
    open();
    HikariDataSource pool;
    synchronized (this) {
      pool = write ? writer : reader;
    }
    return pool.getConnection();
  }

  /** The file that is written; null when the store is not open, or in memory. */
  synchronized Path path() {
    return writer == null || file.isTemporary() ? null : path;
  }

  /** Which file was at its path when it was opened; null where the system does not know. */
  Object fileKey() {
    return fileKey;
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
    // of a file that was moved away SQLite leaves the log, which would destroy the new one
    Path log = Path.of(path + "-wal");
    if (!Objects.equals(fileKey, StoreWatch.key(path))
        && logKey != null
        && logKey.equals(StoreWatch.key(log))) {
      try {
        Files.delete(log);
        Files.deleteIfExists(Path.of(path + "-shm"));
      } catch (IOException e) {
        throw file.refused(e);
      }
    }
    open();
  }

  /**
   * Forces what was committed to the disk, as {@code synchronous=FULL} would at each commit. It
   * opens the log only: closing another file of the database would drop SQLite's locks on it. A
   * disk that refuses is an error in the log and nothing more: what is committed stands, is
   * reported, and is tried again with whatever is forced next.
   */
  public void force() {
    Path log = Path.of(path + "-wal");
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.force(false);
    } catch (IOException e) {
      LOG.error("{} cannot be forced to the disk; a power cut would lose the latest flips", log, e);
    }
  }

  /** Closes all connections; a store of kind memory is gone then. */
  @Override
  public synchronized void close() {
    if (writer != null) {
      reader.close();
      writer.close();
      writer = null;
    }
    file.close();
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

  private SQLiteDataSource source() {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.NORMAL);
    config.setBusyTimeout((int) busy.toMillis());
    config.enforceForeignKeys(true);
    // after a long reader let the log out of hand, the next checkpoint cuts it back
    config.setJournalSizeLimit(16 << 20);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + path);
    return source;
  }

  private HikariDataSource pool(String name, int size, DataSource source, String first) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(1);
    config.setMaxLifetime(0);
    config.setConnectionTimeout(busy.plus(QUEUE).toMillis());
    config.setConnectionInitSql(first);
    config.setExceptionOverrideClassName(BrokenConnection.class.getName());
    return new HikariDataSource(config);
  }

  /**
   * Connections to the file that was opened, never to one that took its place: beside that still
   * lies the log of this one, which would destroy it. Those that write begin and end transactions
   * as {@link ImmediateTransactions} says.
   */
  private final class Guarded extends AbstractDataSource {
    private final DataSource source;
    private final boolean write;

    private Guarded(DataSource source, boolean write) {
      this.source = source;
      this.write = write;
    }

    @Override
    public Connection getConnection() throws SQLException {
      // not locked: whoever opens or closes the pools waits for their connections
      if (!Objects.equals(fileKey, StoreWatch.key(path))) {
        throw new SQLException(path + " was removed or replaced");
      }
      return write ? ImmediateTransactions.on(source.getConnection()) : source.getConnection();
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
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
