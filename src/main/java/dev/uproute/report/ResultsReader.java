package dev.uproute.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest results from their CSV files, live and archive, for the timelines of an installation
 * whose database keeps nothing. Immutable.
 */
public final class ResultsReader {
  private static final Logger LOG = LoggerFactory.getLogger(ResultsReader.class);

  /** A timeline has four hours, and of a service that is checked less often a result before. */
  private static final Duration BACK = Duration.ofHours(24);

  private final Path folder;
  private final boolean needed;

  /**
   * @param csv {@code uproute.results.csv}
   * @param folder {@code uproute.results.dir}
   * @param store {@code uproute.store}: one that keeps results needs no files
   */
  public ResultsReader(boolean csv, String folder, String store) {
    this.folder = Path.of(folder);
    this.needed = csv && store.equals("memory");
  }

  /** Reads nothing. */
  static ResultsReader none() {
    return new ResultsReader(false, "", "");
  }

  /** Adds them to their lines, before what the database has; a failure is logged. */
  void addTo(Map<String, ServiceState> lines, Instant now) {
    try {
      latest(now)
          .forEach(
              (id, points) -> {
                ServiceState line = lines.computeIfAbsent(id, key -> new ServiceState());
                points.forEach(line.recent::add);
              });
    } catch (IOException e) {
      LOG.error("The CSV files of results cannot be read; timelines begin with the start", e);
    }
  }

  /**
   * The results of the last day by the id of their service, each service's in the order in which
   * they were written; lines that are none of ours are left out.
   */
  Map<String, List<ServiceReport.Point>> latest(Instant now) throws IOException {
    Map<String, List<ServiceReport.Point>> points = new HashMap<>();
    if (!needed) {
      return points;
    }
    Instant from = now.minus(BACK);
    LocalDate today = day(now);
    for (LocalDate day = day(from); !day.isAfter(today); day = day.plusDays(1)) {
      read(folder.resolve("archive").resolve(day.toString()), from, points);
    }
    read(folder.resolve("live"), from, points);
    return points;
  }

  private static LocalDate day(Instant at) {
    return LocalDate.ofInstant(at, ZoneOffset.UTC);
  }

  private static void read(Path sites, Instant from, Map<String, List<ServiceReport.Point>> points)
      throws IOException {
    List<Path> files = new ArrayList<>(ResultsArchive.inSites(sites));
    // what was set aside is older than what is in the file of its name
    files.sort((a, b) -> Boolean.compare(aside(b), aside(a)));
    for (Path file : files) {
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS), StandardCharsets.UTF_8))) {
        for (String text = lines.readLine(); text != null; text = lines.readLine()) {
          ResultLine line = ResultLine.parse(text);
          if (line != null && !line.at().isBefore(from)) {
            points.computeIfAbsent(line.id(), id -> new ArrayList<>()).add(line.point());
          }
        }
      }
    }
  }

  private static boolean aside(Path file) {
    return file.toString().endsWith(ResultsArchive.ASIDE);
  }
}
