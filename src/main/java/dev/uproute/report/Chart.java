package dev.uproute.report;

import dev.uproute.check.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/**
 * The response times of a service as lines on a plane {@value #WIDTH} wide and {@value #HEIGHT}
 * high, ready to be drawn: the template only says how it looks.
 *
 * @param line path of the line, broken where results are missing
 * @param area path of the surface below it
 * @param bands stretches that were not up
 * @param rows horizontal grid lines
 * @param columns vertical grid lines
 * @param title what it shows
 * @param summary its figures in a sentence
 */
public record Chart(
    String line,
    String area,
    List<Band> bands,
    List<Mark> rows,
    List<Mark> columns,
    String title,
    String summary) {
  public static final int WIDTH = 720;
  public static final int HEIGHT = 180;

  /** A stretch of time in one state; {@code css} is the state's class. */
  public record Band(String css, String x, String width) {}

  /** A grid line: its place and its label. */
  public record Mark(String at, String label) {}

  /** Null when no result has a response time, as with UDP. */
  static Chart of(ServiceReport report, Instant now) {
    long[] times =
        report.recent().stream()
            .filter(p -> p.response() != null)
            .mapToLong(Point::response)
            .sorted()
            .toArray();
    return times.length == 0 ? null : new Plane(report, now, times).draw();
  }

  static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private static final class Plane {
    private final List<Point> points;
    private final Duration interval;
    private final Instant start;
    private final Instant now;
    private final long[] times;
    private final long top;

    Plane(ServiceReport report, Instant now, long[] sortedTimes) {
      this.points = report.recent();
      this.interval = report.service().timing().interval();
      this.now = now;
      this.times = sortedTimes;
      Instant fourHours = now.minusSeconds(60L * Timeline.MINUTES);
      Instant first = points.getFirst().at();
      this.start = first.isBefore(fourHours) ? first : fourHours;
      this.top = roundUp(sortedTimes[sortedTimes.length - 1]);
    }

    Chart draw() {
      StringBuilder line = new StringBuilder();
      StringBuilder area = new StringBuilder();
      List<List<Point>> runs = runs();
      runs.forEach(run -> draw(run, line, area));
      String title = "Response time, " + Words.moment(start, now) + " to " + Words.moment(now, now);
      return new Chart(
          line.toString(), area.toString(), bands(), rows(), columns(), title, summary());
    }

    /** Points that belong together: none missing between them, each with a time. */
    private List<List<Point>> runs() {
      List<List<Point>> runs = new ArrayList<>();
      Point before = null;
      for (Point point : points) {
        if (point.response() != null) {
          boolean joined = before != null && before.response() != null && !gap(before, point);
          if (!joined) {
            runs.add(new ArrayList<>());
          }
          runs.getLast().add(point);
        }
        before = point;
      }
      return runs;
    }

    private boolean gap(Point before, Point point) {
      Duration longest = interval.multipliedBy(2).plusSeconds(60);
      return Duration.between(before.at(), point.at()).compareTo(longest) > 0;
    }

    private void draw(List<Point> run, StringBuilder line, StringBuilder area) {
      String from = number(x(run.getFirst().at()));
      StringBuilder path = new StringBuilder();
      run.forEach(
          p ->
              path.append(path.isEmpty() ? "" : "L")
                  .append(number(x(p.at())))
                  .append(' ')
                  .append(number(y(p.response()))));
      // a lonely point has no length: round line ends make it a dot
      line.append('M').append(path).append(run.size() == 1 ? "h.1" : "");
      area.append('M').append(from).append(' ').append(HEIGHT).append('L').append(path);
      area.append('V').append(HEIGHT).append('z');
    }

    private List<Band> bands() {
      List<Band> bands = new ArrayList<>();
      for (int i = 0; i < points.size(); i++) {
        Status status = points.get(i).status();
        int from = i;
        while (i + 1 < points.size() && points.get(i + 1).status() == status) {
          i++;
        }
        if (status != Status.UP) {
          double x = x(points.get(from).at());
          Instant end = i + 1 < points.size() ? points.get(i + 1).at() : now;
          bands.add(new Band(status.css(), number(x), number(Math.max(2, x(end) - x))));
        }
      }
      return bands;
    }

    private List<Mark> rows() {
      return LongStream.of(top, top / 2)
          .mapToObj(micros -> new Mark(number(y(micros)), Words.millis(micros)))
          .toList();
    }

    private List<Mark> columns() {
      return Ruler.between(start, now).stream()
          .map(at -> new Mark(number(x(at)), Ruler.label(at, start, now)))
          .toList();
    }

    private String summary() {
      long missing = points.stream().filter(p -> p.response() == null).count();
      String figures =
          "Fastest %s, median %s, slowest %s"
              .formatted(
                  Words.millis(times[0]),
                  Words.millis(times[times.length / 2]),
                  Words.millis(times[times.length - 1]));
      return figures + (missing == 0 ? "" : "; without an answer: " + missing);
    }

    private double x(Instant at) {
      double share =
          (double) Duration.between(start, at).toMillis() / Duration.between(start, now).toMillis();
      return WIDTH * Math.clamp(share, 0.0, 1.0);
    }

    private double y(long micros) {
      return HEIGHT - (double) HEIGHT * micros / top;
    }

    /**
     * The next 1, 2 or 5 with zeros, and at least 10 ms, so that noise is not drawn as mountains.
     */
    private static long roundUp(long micros) {
      long power = 10_000;
      while (power * 10 <= micros) {
        power *= 10;
      }
      for (int factor : new int[] {1, 2, 5}) {
        if (micros <= factor * power) {
          return factor * power;
        }
      }
      return 10 * power;
    }
  }
}
