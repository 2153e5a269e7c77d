package dev.uproute.backup;

import dev.uproute.text.Sentence;
import dev.uproute.text.Sizes;
import dev.uproute.text.Words;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.SQLException;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
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

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Path database;
  private final Path folder;
  private final Pattern name;
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
    this.folder = path(settings.get("uproute.backup.dir"));
    this.keep = Integer.parseInt(settings.get("uproute.backup.keep"));
    this.clock = clock;
    String cron = settings.get("uproute.backup.cron");
    schedule = cron.equals("none") ? null : new CronExpression(cron);
    if (schedule != null) {
      schedule.setTimeZone(TimeZone.getTimeZone("UTC"));
    }
    name = Pattern.compile(Pattern.quote(stem()) + "-(\\d{8}T\\d{6}Z)\\.db");
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

  private String stem() {
    return database == null ? "" : database.getFileName().toString().replaceFirst("\\.db$", "");
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
    Backup made = Backup.make(database, folder().resolve(name()), false);
    LOG.info(
        "Copied the database to {}: {}, {} in {} s",
        made.file(),
        Words.count(made.results(), "result"),
        Sizes.text(made.bytes()),
        Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    prune();
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

  private Path folder() throws IOException {
    if (Files.notExists(folder)) {
      Files.createDirectories(folder);
      if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      }
    }
    return folder;
  }

  /** What a kill left of a copy goes, too. */
  private void prune() throws IOException {
    List<Path> all = files();
    for (Path old : all.subList(Math.min(keep, all.size()), all.size())) {
      Files.delete(old);
    }
    try (Stream<Path> parts = Files.list(folder)) {
      for (Path part : parts.filter(file -> file.toString().endsWith(".part")).toList()) {
        Files.delete(part);
      }
    }
  }

  /** The copies, newest first. */
  public List<Path> files() throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> at(file) != null)
          .sorted(Comparator.comparing(this::at).reversed())
          .toList();
    }
  }

  /** When a copy was made, which its name says; null when the file is none. */
  public Instant at(Path file) {
    Matcher copy = name.matcher(file.getFileName().toString());
    try {
      return copy.matches() ? STAMP.parse(copy.group(1), Instant::from) : null;
    } catch (DateTimeException _) {
      return null;
    }
  }

  private String name() {
    return stem() + "-" + STAMP.format(clock.instant()) + ".db";
  }
}
