package dev.uproute.store;

import com.zaxxer.hikari.HikariConfig;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.datasource.AbstractDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A SQLite file. Thread-safe. */
final class SqliteDatabase implements Database {
  private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

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

  /**
   * Each step is one transaction, so a kill leaves what was before it or after it, and the next
   * start goes on from there:
   *
   * <ol>
   *   <li>a file of a newer program is refused untouched;
   *   <li>a file that holds something is copied beside itself before anything changes;
   *   <li>a table {@code checks} of an older monitor steps aside;
   *   <li>the migrations run, each together with the note that it ran;
   *   <li>what stepped aside is taken over, and goes.
   * </ol>
   */
  @Override
  public void open() throws SQLException, IOException {
    SqliteLibrary.load();
    file.judge(network ? _ -> "allowed" : NetworkFileSystem.Types.SYSTEM);
    path = file.prepare();
    instanceLock.close();
    instanceLock = file.isTemporary() ? InstanceLock.NONE : new InstanceLock(path);
    try (Closeable _ = instanceLock.prepare()) {
      migrate();
      instanceLock.use();
    }
    fileKey = StoreWatch.key(path);
  }

  private void migrate() throws SQLException, IOException {
    Schema schema =
        new Schema(
            "The database " + path,
            "set uproute.store.path to another place",
            source(),
            "classpath:db/sqlite",
            Map.of("key", "integer primary key", "blob", "blob"));
    try (Connection connection = source().getConnection()) {
      Integrity.atOnce(connection);
      boolean old = schema.old(connection);
      OlderDatabase takeOver = new OlderDatabase(path, connection);
      boolean older = takeOver.found();
      if (empty(connection)) {
        giveSpaceBack(connection);
      } else if (old || older) {
        backup(connection, older ? "take-over" : "schema-" + Schema.VERSION);
      }
      if (older) {
        takeOver.stepAside();
        file.hide();
      }
      if (old) {
        schema.migrate();
      }
      takeOver.finish();
    }
  }

  private static boolean empty(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from sqlite_master")) {
      return row.getInt(1) == 0;
    }
  }

  /**
   * A new file can be made smaller while it is used; of an older one only a vacuum changes that.
   */
  private static void giveSpaceBack(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate("pragma auto_vacuum = incremental");
      statement.executeUpdate("vacuum");
    }
  }

  /** A whole copy under a name that says why; made under another name first, then renamed. */
  private void backup(Connection connection, String reason) throws SQLException, IOException {
    String name = path.getFileName().toString();
    Path copy = path.resolveSibling(name + ".before-" + reason + "-" + STAMP.format(Instant.now()));
    Path part = path.resolveSibling(name + ".part");
    Files.deleteIfExists(part);
    Files.createFile(part, StoreFile.mode("rw-------"));
    try (PreparedStatement statement = connection.prepareStatement("vacuum into ?")) {
      statement.setString(1, part.toString());
      statement.execute();
    }
    Files.move(part, copy, StandardCopyOption.ATOMIC_MOVE);
    LOG.info("Copied the database to {} before changing it", copy);
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
