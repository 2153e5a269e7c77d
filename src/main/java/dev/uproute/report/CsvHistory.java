package dev.uproute.report;

import dev.uproute.file.CsvFile;
import dev.uproute.file.Folder;
import dev.uproute.text.Words;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a CSV file that only grows: when the month (UTC) of its last line is over, or it
 * is too large, it is renamed to {@code name-2026-11.csv}, beside it; to {@code name-2026-11-2.csv}
 * where there is one. No line is moved, so none is lost. Files whose month is over for long enough
 * are deleted. Not thread-safe.
 */
final class CsvHistory {
  private static final Logger LOG = LoggerFactory.getLogger(CsvHistory.class);
  private static final Pattern TIME = Pattern.compile("(?m)^(\\d{4}-(0[1-9]|1[0-2]))-\\d\\dT");

  private final long most;
  private final Duration keep;

  /** Whether old files were looked for since the start. */
  private boolean pruned;

  /**
   * @param most bytes
   * @param keep how long files stay after the end of their month
   */
  CsvHistory(long most, Duration keep) {
    this.most = most;
    this.keep = keep;
  }

  /** Renames the file when it is time for a new one. */
  void rotate(CsvFile csv, Instant now) throws IOException {
    Path file = csv.path();
    boolean over = false;
    long length = csv.length();
    if (length > 0) {
      YearMonth month = month(csv);
      over = month.isBefore(month(now)) || length >= most;
      if (over) {
        Path former = free(file, month);
        Files.move(file, former);
        LOG.info("{} is {} now; a new one begins", file, former.getFileName());
      }
    }
    if (over || !pruned) {
      prune(file, now);
      pruned = true;
    }
  }

  /** Of the last line; where there is none, of the last change. */
  private static YearMonth month(CsvFile csv) throws IOException {
    Matcher times = TIME.matcher(csv.tail());
    YearMonth month = null;
    while (times.find()) {
      month = YearMonth.parse(times.group(1));
    }
    return month != null ? month : month(Files.getLastModifiedTime(csv.path()).toInstant());
  }

  private static YearMonth month(Instant at) {
    return YearMonth.from(at.atZone(ZoneOffset.UTC));
  }

  private static Path free(Path file, YearMonth month) {
    Path former = file.resolveSibling(stem(file) + "-" + month + ending(file));
    for (int number = 2; Files.exists(former); number++) {
      former = file.resolveSibling(stem(file) + "-" + month + "-" + number + ending(file));
    }
    return former;
  }

  private void prune(Path file, Instant now) throws IOException {
    Pattern ours =
        Pattern.compile(
            Pattern.quote(stem(file) + "-")
                + "(\\d{4}-(?:0[1-9]|1[0-2]))(-[1-9]\\d*)?"
                + Pattern.quote(ending(file)));
    try (DirectoryStream<Path> beside =
        Files.newDirectoryStream(file.toAbsolutePath().getParent())) {
      for (Path former : beside) {
        Matcher name = ours.matcher(former.getFileName().toString());
        if (name.matches() && Folder.plain(former) && old(YearMonth.parse(name.group(1)), now)) {
          Files.delete(former);
          LOG.info("{} is older than {} and was deleted", former, Words.duration(keep));
        }
      }
    }
  }

  private boolean old(YearMonth month, Instant now) {
    Instant end = month.plusMonths(1).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    return !end.isAfter(now.minus(keep));
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.length() - ending(file).length());
  }

  private static String ending(Path file) {
    String name = file.getFileName().toString();
    return name.lastIndexOf('.') > 0 ? name.substring(name.lastIndexOf('.')) : "";
  }
}
