package dev.uproute.page;

import dev.uproute.check.Status;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.StatusLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** The plane a {@link Chart} is drawn on: time from left to right, response time upwards. */
final class ChartPlot {
  private static final Duration SHORTEST = Duration.ofMinutes(10);

  private final List<ServiceReport.Point> points;
  private final Duration interval;
  private final Instant start;
  private final Instant now;
  private final long[] times;
  private final long top;
  private final Language language;

  ChartPlot(ServiceReport report, Instant now, long[] sortedTimes, Language language) {
    this.language = language;
    this.points = report.recent();
    this.interval = report.service().timing().interval();
    this.now = now;
    this.times = sortedTimes;
    this.start = start(points.getFirst().at(), now.minus(SHORTEST));
    this.top = roundUp(sortedTimes[sortedTimes.length - 1]);
  }

  /** As long ago as something is known, but some minutes at least. */
  private static Instant start(Instant first, Instant latest) {
    return first.isBefore(latest) ? first : latest;
  }

  Chart draw() {
    StringBuilder line = new StringBuilder();
    StringBuilder area = new StringBuilder();
    List<List<ServiceReport.Point>> runs = runs();
    runs.forEach(run -> draw(run, line, area));
    String title = language.text("chart.title", language.time(start, now), language.time(now, now));
    return new Chart(
        line.toString(),
        area.toString(),
        bands(),
        rows(),
        columns(),
        title,
        summary(),
        start.toString(),
        now.toString());
  }

  /** Points that belong together: none missing between them, each with a time. */
  private List<List<ServiceReport.Point>> runs() {
    List<List<ServiceReport.Point>> runs = new ArrayList<>();
    ServiceReport.Point before = null;
    for (ServiceReport.Point point : points) {
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

  private boolean gap(ServiceReport.Point before, ServiceReport.Point point) {
    Duration longest = interval.multipliedBy(2).plusSeconds(60);
    return Duration.between(before.at(), point.at()).compareTo(longest) > 0;
  }

  private void draw(List<ServiceReport.Point> run, StringBuilder line, StringBuilder area) {
    String from = Chart.number(x(run.getFirst().at()));
    StringBuilder path = new StringBuilder();
    run.forEach(
        p ->
            path.append(path.isEmpty() ? "" : "L")
                .append(Chart.number(x(p.at())))
                .append(' ')
                .append(Chart.number(y(p.response()))));
    // a single point has no length: round line ends make it a dot
    line.append('M').append(path).append(run.size() == 1 ? "h.1" : "");
    area.append('M').append(from).append(' ').append(Chart.HEIGHT).append('L').append(path);
    area.append('V').append(Chart.HEIGHT).append('z');
  }

  private List<Chart.Band> bands() {
    List<Chart.Band> bands = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      StatusLabel face = points.get(i).face();
      int from = i;
      while (i + 1 < points.size() && points.get(i + 1).face() == face) {
        i++;
      }
      if (face != StatusLabel.of(Status.UP)) {
        double x = x(points.get(from).at());
        Instant end = i + 1 < points.size() ? points.get(i + 1).at() : now;
        bands.add(
            new Chart.Band(face.css(), Chart.number(x), Chart.number(Math.max(2, x(end) - x))));
      }
    }
    return bands;
  }

  private List<Chart.Mark> rows() {
    return LongStream.of(top, top / 2)
        .mapToObj(micros -> new Chart.Mark(Chart.number(y(micros)), language.millis(micros)))
        .toList();
  }

  private List<Chart.Mark> columns() {
    return TimeAxis.between(start, now).stream()
        .map(at -> new Chart.Mark(Chart.number(x(at)), TimeAxis.label(at, start, now, language)))
        .toList();
  }

  private String summary() {
    long missing = points.stream().filter(p -> p.response() == null).count();
    String figures =
        language.text(
            "chart.summary",
            language.millis(times[0]),
            language.millis(times[times.length / 2]),
            language.millis(times[times.length - 1]));
    return missing == 0 ? figures : language.text("chart.missing", figures, missing);
  }

  private double x(Instant at) {
    double share =
        (double) Duration.between(start, at).toMillis() / Duration.between(start, now).toMillis();
    return Chart.WIDTH * Math.clamp(share, 0.0, 1.0);
  }

  private double y(long micros) {
    return Chart.HEIGHT - (double) Chart.HEIGHT * micros / top;
  }

  /** The next 1, 2 or 5 with zeros, and at least 10 ms, so that noise is not drawn as mountains. */
  static long roundUp(long micros) {
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
