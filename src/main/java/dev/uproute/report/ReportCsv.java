package dev.uproute.report;

import dev.uproute.file.CsvFile;
import dev.uproute.text.Words;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;

/**
 * A weekly or monthly report as CSV (RFC 4180): one line for each service that was checked, by id.
 * Percentages have three decimals, rounded down; times are whole milliseconds and seconds.
 */
public final class ReportCsv {
  static final String HEADER =
      "service,site,zone,checks,online,uptime_percent,avg_response_ms,p95_response_ms,flips,downtime_seconds,"
          + "objective_met,budget_left_percent,response_budget_left_percent";

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
        figures.outages().downtime().toSeconds(),
        met(line.objective()),
        left(line.objective() == null ? null : line.objective().budgetLeft()),
        left(line.objective() == null ? null : line.objective().responsesLeft()));
  }

  private static String met(Attainment objective) {
    Boolean met = objective == null ? null : objective.met();
    return met == null ? "" : met ? "yes" : "no";
  }

  /** In percent to three decimals, rounded down; below 0 when more was bad than may. */
  private static String left(Double share) {
    return share == null
        ? ""
        : BigDecimal.valueOf(Math.floor(share * 100_000 + 1e-6))
            .movePointLeft(3)
            .setScale(3, RoundingMode.FLOOR)
            .toPlainString();
  }
}
