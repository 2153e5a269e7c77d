package dev.uproute.report;

import dev.uproute.text.Words;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A weekly or monthly report as a table for a terminal, the worst first. Every value is a text that
 * is safe to show; a dash stands where there is none.
 */
public final class ReportTable {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
  private static final List<String> HEADINGS =
      List.of("SERVICE", "UPTIME", "CHECKS", "INCIDENTS", "DOWN", "MTTR", "MTBF", "AVG", "P95");

  private ReportTable() {}

  /** The lines to print. */
  public static List<String> lines(PeriodReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(heading(report));
    if (report.lines().isEmpty()) {
      lines.add("Nothing was checked.");
      return lines;
    }
    lines.add("");
    List<List<String>> rows = new ArrayList<>(List.of(HEADINGS));
    List<ReportLine> worst = report.worstFirst();
    worst.forEach(line -> rows.add(cells(line, report.known(line))));
    lines.addAll(aligned(rows));
    List<ReportLine> judged = worst.stream().filter(line -> line.objective() != null).toList();
    if (!judged.isEmpty()) {
      List<List<String>> objectives = new ArrayList<>(List.of(List.of("OBJECTIVE OF", "IS")));
      judged.forEach(
          line -> objectives.add(List.of(Words.visible(line.name()), word(line.objective()))));
      List<String> first = aligned(objectives);
      lines.add("");
      lines.add(first.getFirst());
      for (int i = 0; i < judged.size(); i++) {
        lines.add(first.get(i + 1) + ": " + judged.get(i).objective().text());
      }
    }
    return lines;
  }

  /** For example {@code Week 2026-W46, 9 Nov 2026 to 15 Nov 2026 (UTC): 3 services …}. */
  private static String heading(PeriodReport report) {
    int services = report.lines().size();
    return report.period().title()
        + ", "
        + days(report)
        + (services == 0
            ? ""
            : ": "
                + Words.count(services, "service")
                + ", "
                + (report.withOutage() == 0 ? "none" : String.valueOf(report.withOutage()))
                + " of them with an outage");
  }

  /** The days it is about, and where; what is not over is so far. */
  public static String days(PeriodReport report) {
    Period period = report.period();
    LocalDate last =
        report.open() ? LocalDate.ofInstant(report.until(), period.zone()) : period.last();
    return DAY.format(period.first())
        + " to "
        + DAY.format(last)
        + " ("
        + period.zone()
        + (report.open() ? ", so far)" : ")");
  }

  /** Met, missed, or that nothing is known. */
  public static String word(Attainment objective) {
    return objective.met() == null ? "unknown" : objective.met() ? "met" : "missed";
  }

  /**
   * The cells of a service, in the order of the headings.
   *
   * @param known how long the service was known in the whole time
   */
  public static List<String> cells(ReportLine line, Duration known) {
    Figures figures = line.figures();
    Outages outages = figures.outages();
    return List.of(
        Words.visible(line.name()),
        Words.percent(figures.uptime()),
        String.format(Locale.ROOT, "%,d", figures.checks()),
        String.valueOf(outages.incidents()),
        duration(outages.downtime().isZero() ? null : outages.downtime()),
        duration(outages.repair()),
        duration(outages.between(known)),
        Words.millis(figures.roundedAverage()),
        Words.millis(figures.p95()));
  }

  private static String duration(Duration length) {
    return length == null ? Words.NONE : Words.duration(length);
  }

  /** The first column to the left, the others to the right; lengths are in code points. */
  private static List<String> aligned(List<List<String>> rows) {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], length(row.get(i)));
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String blanks = " ".repeat(widths[i] - length(row.get(i)));
        line.append(i == 0 ? row.get(i) + blanks : "  " + blanks + row.get(i));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }
}
