package dev.uproute.store;

import com.zaxxer.hikari.HikariConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

/** All in which one kind of database differs from another for {@link Store}. Thread-safe. */
sealed interface Database permits SqliteDatabase, PostgresDatabase {

  /**
   * The one that settings name, which is not opened.
   *
   * @param settings {@code uproute.store} and those whose names begin so
   * @param busy how long a write waits for another program that writes
   * @throws IllegalArgumentException when one of them is not allowed
   */
  static Database of(Map<String, String> settings, Duration busy) {
    String kind = settings.get("uproute.store");
    return switch (kind) {
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
   * Brings the schema to that of this program.
   *
   * @throws IllegalStateException with one line for people when only they can help
   */
  void open() throws SQLException, IOException;

  /** Where the connections of a pool come from and how each of them begins. */
  void configure(HikariConfig pool, boolean write);

  /** One line for people about why it cannot be opened; {@link StoreAway} when it may come yet. */
  IllegalStateException refused(Exception cause);

  /** Fails at once when there is no database, for which a pool would wait. */
  default void reach() throws SQLException {}

  /** The file that is written; null when there is none that somebody could replace. */
  default Path path() {
    return null;
  }

  /** Which file was at its path when it was opened; null where nobody knows. */
  default Object fileKey() {
    return null;
  }

  /**
   * All connections are closed, because another file is at its path.
   *
   * @param logKey which file its log is
   */
  default void replaced(Object logKey) throws IOException {}

  /** Forces what was committed to the disk, where a commit does not. */
  default void force() {}

  /** Asks its clock for epoch milliseconds; null when it has none of its own. */
  default String clock() {
    return null;
  }

  /** Ends a select whose row nobody may change before the transaction ends. */
  default String share() {
    return "";
  }

  /** By which processes of this machine know of each other. */
  default InstanceLock instanceLock() {
    return InstanceLock.NONE;
  }

  /** All connections are closed for good. */
  default void close() {}
}
