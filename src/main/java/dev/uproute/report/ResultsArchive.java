package dev.uproute.report;

import dev.uproute.file.CsvMove;
import dev.uproute.file.Folder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Moves the lines of the hours that have ended from {@code live/{site}/{check}.log} to the ends of
 * {@code archive/{day}/{site}/{check}.log}, each to the day (UTC) of its own timestamp, and lets
 * old days go; for route {@code results-csv-archive}. Not thread-safe.
 */
public final class ResultsArchive {
  static final String ASIDE = ".moving";

  private final Path live;
  private final Path archive;
  private final Duration keep;
  private final ResultsCsv csv;
  private final InstantSource clock;

  /** The hour up to which all was moved; null before the first time. */
  private Instant moved;

  /**
   * @param folder {@code uproute.results.dir}
   * @param keep {@code uproute.results.keep}
   * @param csv appends to the live files
   */
  public ResultsArchive(String folder, Duration keep, ResultsCsv csv, InstantSource clock) {
    this.live = Path.of(folder, "live");
    this.archive = Path.of(folder, "archive");
    this.keep = keep;
    this.csv = csv;
    this.clock = clock;
  }

  /** Whether an hour has ended since it was asked last; always at first. */
  public boolean due() {
    return !hour().equals(moved);
  }

  private Instant hour() {
    return clock.instant().truncatedTo(ChronoUnit.HOURS);
  }

  /**
   * The live files with lines of hours that have ended, as {@code site/check.log}; after a start
   * not those of the current hour.
   */
  public List<String> files() throws IOException {
    Instant hour = hour();
    Set<String> names = new TreeSet<>();
    for (Path file : inSites(live)) {
      String site = file.getParent().getFileName() + "/";
      String name = file.getFileName().toString();
      if (name.endsWith(ASIDE)) {
        names.add(site + name.substring(1, name.length() - ASIDE.length()));
      } else if (moved != null || Files.getLastModifiedTime(file).toInstant().isBefore(hour)) {
        names.add(site + name);
      }
    }
    moved = hour;
    return List.copyOf(names);
  }

  /** Moves the lines of one live file; first those that a crash kept from being moved. */
  public void move(String name) {
    try {
      Path file = Folder.at(live).inside(name);
      Path aside = file.resolveSibling("." + file.getFileName() + ASIDE);
      if (Folder.plain(aside)) {
        move(name, aside);
      }
      csv.setAside(file, aside);
      if (Folder.plain(aside)) {
        move(name, aside);
      }
      csv.failures().written("archive of " + name);
    } catch (IOException e) {
      csv.failures().failed("archive of " + name, 0, e);
    }
  }

  private void move(String name, Path aside) throws IOException {
    Folder days = Folder.at(archive);
    String today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).toString();
    new CsvMove(aside, ResultLine.HEADER)
        .to(
            text -> {
              ResultLine line = ResultLine.parse(text);
              // what somebody else wrote between our lines is kept, too
              String day = line == null ? today : line.day().toString();
              return days.ready(day + "/" + name);
            });
  }

  /** Deletes the days whose last result is too old. */
  public void prune() throws IOException {
    if (!Files.isDirectory(archive)) {
      return;
    }
    try (DirectoryStream<Path> days = Files.newDirectoryStream(archive)) {
      for (Path day : days) {
        LocalDate date = date(day.getFileName().toString());
        boolean old =
            date != null
                && !date.plusDays(1)
                    .atStartOfDay()
                    .toInstant(ZoneOffset.UTC)
                    .isAfter(clock.instant().minus(keep));
        if (old && Files.isDirectory(day, LinkOption.NOFOLLOW_LINKS)) {
          Folder.deleteTree(day);
        }
      }
    }
  }

  private static LocalDate date(String name) {
    try {
      return LocalDate.parse(name);
    } catch (DateTimeException _) {
      return null;
    }
  }

  /** The files in the folders of sites of a folder; none when there is no such folder. */
  static List<Path> inSites(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    Path root = folder.toRealPath();
    // links inside are not followed
    try (Stream<Path> all = Files.walk(root, 2)) {
      return all.filter(file -> !file.equals(root) && !file.getParent().equals(root))
          .filter(Folder::plain)
          .filter(file -> file.toString().endsWith(".log") || file.toString().endsWith(ASIDE))
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
