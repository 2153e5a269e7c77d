package dev.uproute.page;

import dev.uproute.report.ServiceReport;
import java.time.Instant;
import java.util.List;

/**
 * The response times of a service as lines on a plane {@value #WIDTH} wide and {@value #HEIGHT}
 * high, ready to be drawn: the template only holds its style.
 *
 * @param line path of the line, broken where results are missing
 * @param area path of the surface below it
 * @param bands stretches that were not up
 * @param rows horizontal grid lines
 * @param columns vertical grid lines
 * @param title what it shows
 * @param summary its figures in a sentence
 * @param from when it begins, in ISO 8601
 * @param to when it ends
 */
public record Chart(
    String line,
    String area,
    List<Band> bands,
    List<Mark> rows,
    List<Mark> columns,
    String title,
    String summary,
    String from,
    String to) {
  public static final int WIDTH = 720;
  public static final int HEIGHT = 180;

  /** A stretch of time in one state; {@code css} is the state's class. */
  public record Band(String css, String x, String width) {}

  /** A grid line: its place and its label. */
  public record Mark(String at, String label) {}

  /** Null when no result has a response time, as with UDP. */
  static Chart of(ServiceReport report, Instant now, Language language) {
    long[] times =
        report.recent().stream()
            .filter(p -> p.response() != null)
            .mapToLong(ServiceReport.Point::response)
            .sorted()
            .toArray();
    return times.length == 0 ? null : new ChartPlot(report, now, times, language).draw();
  }

  /**
   * With one decimal where that is not zero. A page has hundreds, for which a formatter is slow.
   *
   * @param value not negative
   */
  static String number(double value) {
    long tenths = Math.round(value * 10);
    String whole = Long.toString(tenths / 10);
    return tenths % 10 == 0 ? whole : whole + "." + tenths % 10;
  }
}
