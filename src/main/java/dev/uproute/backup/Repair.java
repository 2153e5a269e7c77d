package dev.uproute.backup;

import dev.uproute.store.InstanceLock;
import dev.uproute.store.Integrity;
import dev.uproute.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A damaged database does not keep services from being watched: it is set aside, and the last good
 * copy takes its place, or an empty database. Keeps which copies it took. Thread-safe.
 */
public final class Repair {
  private static final Logger LOG = LoggerFactory.getLogger(Repair.class);

  /** A disk that damages every file is not to be filled with what was set aside. */
  private static final Duration PAUSE = Duration.ofMinutes(10);

  private final Store store;
  private final Path database;
  private final Backups backups;
  private final InstantSource clock;
  private final Set<Path> taken = new HashSet<>();
  private Instant last;

  public Repair(Store store, Map<String, String> settings, Backups backups, InstantSource clock) {
    this.store = store;
    this.database = Backups.database(settings);
    this.backups = backups;
    this.clock = clock;
  }

  /**
   * Opens the store, with another file when its own is damaged.
   *
   * @param opening what opens it, and fails with one line for people when that is not possible
   * @return what people are to be notified of; null when all is well
   */
  public synchronized String open(Runnable opening) {
    try {
      opening.run();
      return null;
    } catch (IllegalStateException e) {
      if (database == null || !Integrity.damaged(e)) {
        throw e;
      }
      String sentence = atStart(e);
      opening.run();
      return sentence;
    }
  }

  /** Null when it is to stay, or another instance that began at the same time replaced it. */
  private String atStart(IllegalStateException failure) {
    try (InstanceLock alone = InstanceLock.alone(database)) {
      boolean replaces = alone != null && Integrity.wasDatabase(database) && damaged();
      return replaces ? replace(failure) : null;
    } catch (IOException e) {
      failure.addSuppressed(e);
      throw failure;
    }
  }

  private boolean damaged() {
    try (Connection connection = FileConnection.read(database)) {
      Integrity.atOnce(connection);
      return false;
    } catch (SQLException e) {
      return Integrity.damaged(e);
    }
  }

  /**
   * Goes on with another file when a failure says that this one is damaged.
   *
   * @return what people are to be notified of; null when it is not damaged, cannot be replaced, or
   *     was replaced a short time ago
   */
  public synchronized String instead(Throwable failure) {
    boolean again = last != null && clock.instant().isBefore(last.plus(PAUSE));
    if (database == null || !Integrity.damaged(failure) || again) {
      return null;
    }
    String[] sentence = new String[1];
    try {
      store.exchange(() -> sentence[0] = replace(failure));
      return sentence[0];
    } catch (IOException | RuntimeException e) {
      LOG.error("The damaged database {} cannot be replaced", database, e);
      return null;
    }
  }

  /**
   * Reads all of a database that was too large for that at the start.
   *
   * @throws SQLException when it is damaged
   */
  public void read() throws SQLException, IOException {
    if (database == null || !Files.exists(database) || Files.size(database) <= Integrity.AT_ONCE) {
      return;
    }
    try (Connection connection = FileConnection.read(database)) {
      Integrity.quick(connection);
    }
    LOG.info("All of the database {} was read, it is whole", database);
  }

  private String replace(Throwable failure) throws IOException {
    last = clock.instant();
    Path aside = new FileSet(database).setAside("corrupt", last);
    String sentence =
        "The database %s was damaged (%s) and is set aside as %s. %s"
            .formatted(
                database,
                Integrity.reason(failure),
                aside == null ? "nothing, because it is gone" : aside.getFileName(),
                goesOn(copy()));
    LOG.error(sentence);
    return sentence;
  }

  /** The copy that is in the place now; null when there is none, or no space for it. */
  private Backup copy() throws IOException {
    Backup copy = backups.good(taken);
    try {
      if (copy != null) {
        taken.add(copy.file());
        new FileSet(database).put(copy.file());
      }
      return copy;
    } catch (IOException e) {
      LOG.error("{} cannot take the place of the database", copy.file(), e);
      return null;
    }
  }

  private String goesOn(Backup copy) {
    if (copy == null) {
      return "Uproute goes on with an empty one: the history before %s is lost"
          .formatted(last.truncatedTo(ChronoUnit.SECONDS));
    }
    Instant since = copy.latest() == null ? backups.at(copy.file()) : copy.latest();
    return "Uproute goes on with the copy %s: the history since %s is lost"
        .formatted(copy.file(), since.truncatedTo(ChronoUnit.SECONDS));
  }
}
