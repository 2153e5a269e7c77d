package dev.uproute.backup;

import dev.uproute.text.Sentence;
import dev.uproute.text.Sizes;
import dev.uproute.text.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.quartz.CronExpression;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The nightly copies of the database, for route {@code backup}. When one is due is seen from the
 * newest there is, so one whose time came while the program was stopped is made afterwards. The
 * oldest go when a new one is whole, never for one that failed. Keeps when it tried last, and
 * whether that failed. Thread-safe.
 */
public final class Backups {
  private static final Logger LOG = LoggerFactory.getLogger(Backups.class);

  /** After a failure, and after the first start. */
  private static final Duration PAUSE = Duration.ofHours(1);

  private final Path database;
  private final BackupFolder folder;
  private final int keep;
  private final CronExpression schedule;
  private final InstantSource clock;
  private Instant tried;
  private boolean failing;

  /**
   * @param settings {@code uproute.store.path}, and {@code uproute.backup.cron}, {@code dir},
   *     {@code keep}; without a store of kind sqlite nothing is ever due
   */
  public Backups(Map<String, String> settings, InstantSource clock) throws ParseException {
    this.database = database(settings);
    this.folder =
        database == null
            ? null
            : new BackupFolder(path(settings.get("uproute.backup.dir")), database);
    this.keep = Integer.parseInt(settings.get("uproute.backup.keep"));
    this.clock = clock;
    String cron = settings.get("uproute.backup.cron");
    schedule = cron.equals("none") ? null : new CronExpression(cron);
    if (schedule != null) {
      schedule.setTimeZone(TimeZone.getTimeZone("UTC"));
    }
    tried = clock.instant();
  }

  /** The file of the database; null when it is in none that lasts. */
  public static Path database(Map<String, String> settings) {
    return settings.get("uproute.store").equals("sqlite")
        ? path(settings.get("uproute.store.path"))
        : null;
  }

  private static Path path(String text) {
    return Path.of(text.strip()).toAbsolutePath().normalize();
  }

  /** Whether a copy is to be made now. */
  public synchronized boolean due() throws IOException {
    Instant now = clock.instant();
    if (schedule == null || database == null || now.isBefore(tried.plus(PAUSE)) && failing) {
      return false;
    }
    Instant newest =
        files().stream()
            .map(this::at)
            // one from the future, because the clock was wrong, says nothing
            .filter(at -> !at.isAfter(now))
            .findFirst()
            .orElse(null);
    if (newest == null) {
      return !now.isBefore(tried.plus(PAUSE));
    }
    Date next = schedule.getNextValidTimeAfter(Date.from(newest));
    return next != null && !now.isBefore(next.toInstant());
  }

  /**
   * Makes a copy and lets the oldest go.
   *
   * @throws SQLException when the database cannot be read, or the copy is not whole
   */
  public void make() throws SQLException, IOException {
    long begin = System.nanoTime();
    Backup made = Backup.make(database, folder.ready(clock.instant()), false);
    LOG.info(
        "Copied the database to {}: {}, {} in {} s",
        made.file(),
        Words.count(made.results(), "result"),
        Sizes.text(made.bytes()),
        Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    folder.prune(keep);
  }

  /**
   * Notes how it ended.
   *
   * @param failure null when a copy was made
   * @return what people are to be notified of: the first failure, and its end; else null
   */
  public synchronized String ended(Exception failure) {
    tried = clock.instant();
    if (failure != null) {
      LOG.error("The database cannot be copied to {}", folder, failure);
    }
    boolean before = failing;
    failing = failure != null;
    if (before == failing) {
      return null;
    }
    return failing
        ? "The database cannot be copied to %s: %s. The copies that are there stay; it is tried again every hour"
            .formatted(folder, Sentence.clean(String.valueOf(failure.getMessage())))
        : "The database is copied to " + folder + " again";
  }

  /** The copies, newest first; empty when there are none. */
  public List<Path> files() throws IOException {
    return folder == null ? List.of() : folder.files();
  }

  /** As {@link BackupFolder#good}. */
  Backup good(Set<Path> other) throws IOException {
    return folder.good(other);
  }

  /** When a copy was made. */
  public Instant at(Path file) {
    return folder.at(file);
  }
}
