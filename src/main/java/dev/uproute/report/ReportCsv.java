package dev.uproute.report;

import dev.uproute.file.CsvFile;
import dev.uproute.text.Words;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;

/**
 * A weekly or monthly report as CSV (RFC 4180): one line for each service that was checked, by id.
 * Percentages have three decimals, rounded down; times are whole milliseconds and seconds.
 */
public final class ReportCsv {
  static final String HEADER =
      "service,site,zone,checks,online,uptime_percent,avg_response_ms,p95_response_ms,flips,downtime_seconds";

  private ReportCsv() {}

  public static String text(PeriodReport report) {
    StringBuilder text = new StringBuilder(HEADER).append(CsvFile.END);
    report.lines().forEach(line -> text.append(line(line)).append(CsvFile.END));
    return text.toString();
  }

  private static String line(ReportLine line) {
    Figures figures = line.figures();
    return CSVFormat.RFC4180.format(
        SummaryCsv.inert(line.id()),
        SummaryCsv.inert(line.site()),
        line.zone() == null ? "" : line.zone().name().toLowerCase(Locale.ROOT),
        figures.checks(),
        figures.counts().online(),
        Words.percent(figures.uptime(), 3),
        Words.wholeMillis(figures.roundedAverage()),
        Words.wholeMillis(figures.p95()),
        figures.outages().flips(),
        figures.outages().downtime().toSeconds());
  }
}
