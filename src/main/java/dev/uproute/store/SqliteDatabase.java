package dev.uproute.store;

import com.zaxxer.hikari.HikariConfig;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A SQLite file. Thread-safe. */
final class SqliteDatabase implements Database {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);

  private final StoreFile file;
  private final Duration busy;
  private final boolean network;
  private volatile Path path;
  private volatile Object fileKey;
  private volatile InstanceLock instanceLock = InstanceLock.NONE;

  /**
   * @param busy how long a write waits for another program that writes
   * @param network whether the file may be on a network file system
   */
  SqliteDatabase(StoreFile file, Duration busy, boolean network) {
    this.file = file;
    this.busy = busy;
    this.network = network;
  }

  @Override
  public void open() throws SQLException, IOException {
    SqliteLibrary.load();
    file.judge(network ? _ -> "allowed" : NetworkFileSystem.Types.SYSTEM);
    path = file.prepare();
    instanceLock.close();
    instanceLock = file.isTemporary() ? InstanceLock.NONE : new InstanceLock(path);
    try (Closeable _ = instanceLock.prepare()) {
      new SqliteMigration(file, path, source()).run();
      instanceLock.use();
    }
    fileKey = StoreWatch.key(path);
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

  @Override
  public void configure(HikariConfig pool, boolean write) {
    pool.setDataSource(new Guarded(source(), write));
    pool.setMaxLifetime(0);
    pool.setConnectionInitSql(write ? null : "pragma query_only = true");
  }

  @Override
  public IllegalStateException refused(Exception cause) {
    return file.refused(cause);
  }

  @Override
  public Path path() {
    return file.isTemporary() ? null : path;
  }

  @Override
  public Object fileKey() {
    return fileKey;
  }

  /** Of a file that was moved away SQLite leaves the log, which would destroy the new one. */
  @Override
  public void replaced(Object logKey) throws IOException {
    Path log = Path.of(path + "-wal");
    if (!Objects.equals(fileKey, StoreWatch.key(path))
        && logKey != null
        && logKey.equals(StoreWatch.key(log))) {
      Files.delete(log);
      Files.deleteIfExists(Path.of(path + "-shm"));
    }
  }

  /**
   * As {@code synchronous=FULL} would at each commit. It opens the log only: closing another file
   * of the database would drop SQLite's locks on it. A disk that refuses is an error in the log and
   * nothing more: what is committed stands, is reported, and is tried again with whatever is forced
   * next.
   */
  @Override
  public void force() {
    Path log = Path.of(path + "-wal");
    try (FileChannel channel = FileChannel.open(log, StandardOpenOption.WRITE)) {
      channel.force(false);
    } catch (IOException e) {
      LOG.error("{} cannot be forced to the disk; a power cut would lose the latest flips", log, e);
    }
  }

  @Override
  public InstanceLock instanceLock() {
    return instanceLock;
  }

  /** One that is temporary is gone then. */
  @Override
  public void close() {
    instanceLock.close();
    file.close();
  }

  /**
   * Connections to the file that was opened, never to one that took its place: beside that still
   * lies the log of this one, which would destroy it. Those that write begin and end transactions
   * as {@link ImmediateTransactions} says.
   */
  private final class Guarded extends AbstractDataSource {
    private final SQLiteDataSource source;
    private final boolean write;

    private Guarded(SQLiteDataSource source, boolean write) {
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
}
