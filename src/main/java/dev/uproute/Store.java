package dev.uproute;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
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
      reader = pool("reader", 2, source(), "pragma query_only = true");
      writer = pool("writer", 1, new Writers(source()), null);
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

  /**
   * Forces what was committed to the disk, as {@code synchronous=FULL} would at each commit. It
   * opens the log only: closing another file of the database would drop SQLite's locks on it. A
   * disk that refuses is an error in the log and nothing more: what is committed stands, is told,
   * and is tried again with whatever is forced next.
   */
  public void force() {
    Path log = Path.of(path + "-wal");
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.force(false);
    } catch (IOException e) {
      LOG.error("{} cannot be forced to the disk; a power cut would lose the latest news", log, e);
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

  /** Connections whose transactions begin and end as {@link ImmediateTransactions} says. */
  private static final class Writers extends AbstractDataSource {
    private final DataSource source;

    private Writers(DataSource source) {
      this.source = source;
    }

    @Override
    public Connection getConnection() throws SQLException {
      return ImmediateTransactions.on(source.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
  }
}
