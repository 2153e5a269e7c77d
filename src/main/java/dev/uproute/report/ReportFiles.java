package dev.uproute.report;

import dev.uproute.file.Folder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The CSV files of weeks and months. Immutable; thread-safe. */
public final class ReportFiles {
  /** How the text of a report begins, as {@link PeriodReport} writes it. */
  private static final Pattern TITLE =
      Pattern.compile("(?:Week|Month) ([0-9W-]+):.*", Pattern.DOTALL);

  /** What a mail server takes without asking, in bytes. */
  private static final long MOST = 5_000_000;

  private final Path folder;

  /**
   * @param folder {@code uproute.report.dir}: made with the first file
   */
  public ReportFiles(String folder) {
    this.folder = Path.of(folder);
  }

  /** Whether there is a file of this period, by whomever it was written. */
  boolean has(Period period) {
    return Files.exists(folder.resolve(period.file()));
  }

  /** Writes it, all of it or nothing. */
  void write(PeriodReport report) throws IOException {
    Folder.at(folder)
        .replace(report.period().file(), ReportCsv.text(report).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The files that go with a message: those of the reports it tells, as far as they are there and
   * not too large.
   *
   * @param texts of reports
   */
  public List<Path> of(List<String> texts) throws IOException {
    List<Path> files = new ArrayList<>();
    for (String text : texts) {
      Matcher title = TITLE.matcher(text);
      Period period = title.matches() ? Period.parse(title.group(1), ZoneOffset.UTC) : null;
      Path file = period == null ? null : folder.resolve(period.file());
      if (file != null && Folder.plain(file) && Files.size(file) <= MOST) {
        files.add(file);
      }
    }
    return files;
  }
}
