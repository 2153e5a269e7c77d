package dev.uproute.report;

import dev.uproute.check.Evidence;
import dev.uproute.file.CsvFile;
import dev.uproute.text.Sizes;
import dev.uproute.text.Words;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.apache.commons.csv.CSVFormat;

/**
 * Appends reports to a CSV file (RFC 4180, UTF-8): the header once, then one line for each service
 * and report. When a month is over, or it is too large, it is set aside and a new one begins.
 * Response times are whole milliseconds, uptimes percentages with three decimals; what is not known
 * is empty. Thread-safe within one process.
 */
public final class SummaryCsv {
  private static final String[] COLUMNS = {
    "at",
    "service",
    "site",
    "status",
    "response_ms",
    "uptime_24h",
    "uptime_7d",
    "uptime_30d",
    "checks",
    "reason"
  };
  private static final CSVFormat FORMAT = CSVFormat.RFC4180;
  private static final String HEADER = FORMAT.format((Object[]) COLUMNS);

  private final Path file;
  private final CsvHistory former;

  /**
   * @param file made with its folder when it is missing
   * @param size {@code uproute.csv.size}: a larger file is set aside, as one of a month that is
   *     over
   * @param keep {@code uproute.csv.keep}: files set aside go when their month is over for so long
   */
  public SummaryCsv(String file, String size, Duration keep) {
    this.file = Path.of(file);
    this.former = new CsvHistory(size.equals("none") ? Long.MAX_VALUE : Sizes.parse(size), keep);
  }

  /**
   * @throws IOException when the file cannot be written, or is one with other columns
   */
  public synchronized void append(Report report) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (ServiceReport each : report.services()) {
      lines.append(line(report, each)).append(CsvFile.END);
    }
    try {
      Path folder = file.toAbsolutePath().getParent();
      Files.createDirectories(Files.exists(folder) ? folder.toRealPath() : folder);
      // a link in its place is meant
      Path real = Files.exists(file) ? file.toRealPath() : file;
      CsvFile csv =
          new CsvFile(real, HEADER, "move the file away or set uproute.csv.file to another");
      former.rotate(csv, report.at());
      csv.append(lines.toString(), false);
    } catch (FileSystemException e) {
      throw new IOException("uproute.csv.file=" + file + ": " + WriteFailures.words(e), e);
    }
  }

  private static String line(Report report, ServiceReport each) {
    Evidence evidence = each.latest() == null ? Evidence.NONE : each.latest().evidence();
    String reason = each.latest() == null ? "" : each.latest().reason();
    return FORMAT.format(
        report.at().truncatedTo(ChronoUnit.SECONDS),
        inert(each.service().name()),
        inert(each.service().site()),
        each.service().enabled() ? each.status().word() : "paused",
        Words.wholeMillis(evidence.response()),
        Words.percent(each.uptime().day(), 3),
        Words.percent(each.uptime().week(), 3),
        Words.percent(each.uptime().month(), 3),
        each.checks(),
        inert(reason));
  }

  /**
   * A text no spreadsheet takes for a formula: what begins with {@code = + - @} or their full-width
   * forms, also behind blanks or invisible characters, gets a {@code '} in front. So does what
   * begins with {@code '}: taking one {@code '} away always gives the text back.
   */
  static String inert(String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    int first =
        text.codePoints().filter(c -> !invisible(c)).findFirst().orElse(text.codePointAt(0));
    boolean risky = "=+-@'＝＋－＠".indexOf(first) >= 0 || invisible(text.codePointAt(0));
    return risky ? "'" + text : text;
  }

  private static boolean invisible(int c) {
    return Character.isWhitespace(c)
        || Character.isSpaceChar(c)
        || Character.getType(c) == Character.CONTROL
        || Character.getType(c) == Character.FORMAT;
  }
}
