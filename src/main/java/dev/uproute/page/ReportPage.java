package dev.uproute.page;

import dev.uproute.report.Attainment;
import dev.uproute.report.PeriodReport;
import dev.uproute.report.ReportLine;
import dev.uproute.report.ReportTable;
import dev.uproute.text.Rendering;
import dev.uproute.text.Templates;
import dev.uproute.text.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A weekly or monthly report as one HTML page that needs nothing else. Immutable. */
public final class ReportPage {
  private final Templates templates;

  /** What a template sees of a service; a dash stands where there is no figure. */
  public record Row(
      String id, String site, List<String> cells, boolean outage, Objective objective) {

    static Row of(ReportLine line, Duration known) {
      Attainment objective = line.objective();
      return new Row(
          line.id(),
          line.site(),
          ReportTable.cells(line, known),
          line.outage(),
          objective == null ? null : new Objective(ReportTable.word(objective), objective.text()));
    }
  }

  /** Whether an objective was met, in a word, and by how much. */
  public record Objective(String word, String text) {}

  /**
   * @param folder {@code uproute.report.templates}: a file there replaces the packaged one
   */
  public ReportPage(String folder) {
    this.templates =
        new Templates(Path.of(folder), "templates/report", "no report is made", Rendering.PAGE);
  }

  /**
   * @throws IOException naming file and line when the template is wrong
   */
  public String of(PeriodReport report) throws IOException {
    List<Row> rows =
        report.worstFirst().stream().map(line -> Row.of(line, report.known(line))).toList();
    Duration down =
        report.lines().stream()
            .map(line -> line.figures().outages().downtime())
            .reduce(Duration.ZERO, Duration::plus);
    List<Row> judged = rows.stream().filter(row -> row.objective() != null).toList();
    long met = judged.stream().filter(row -> row.objective().word().equals("met")).count();
    templates.reread();
    return templates.render(
        "report.ftlh",
        Map.of(
            "title",
            report.period().title(),
            "days",
            ReportTable.days(report),
            "services",
            Words.count(rows.size(), "service"),
            "outages",
            report.withOutage(),
            "downtime",
            down.isZero() ? Words.NONE : Words.duration(down),
            "met",
            met,
            "judged",
            judged,
            "rows",
            rows));
  }
}
