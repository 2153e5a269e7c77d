package dev.uproute.page;

import dev.uproute.report.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.LongStream;

/**
 * Percentiles of the response times of a window, as two lines on the plane of a {@link Chart}.
 *
 * @param p50 path, broken where nothing answered
 * @param p95 as {@code p50}
 * @param rows horizontal grid lines
 * @param columns vertical grid lines
 */
public record PercentileChart(
    String p50, String p95, List<Chart.Mark> rows, List<Chart.Mark> columns) {

  /** Null when nothing in it has a response time. */
  static PercentileChart of(Windows.Window window, Language language) {
    long longest =
        window.buckets().stream()
            .map(Windows.Bucket::p95)
            .filter(Objects::nonNull)
            .mapToLong(Long::longValue)
            .max()
            .orElse(-1);
    if (longest < 0) {
      return null;
    }
    long top = ChartPlot.roundUp(longest);
    Duration length = window.kind().bucket().multipliedBy(window.buckets().size());
    return new PercentileChart(
        path(window, Windows.Bucket::p50, top),
        path(window, Windows.Bucket::p95, top),
        LongStream.of(top, top / 2)
            .mapToObj(micros -> new Chart.Mark(y(micros, top) + "", language.millis(micros)))
            .toList(),
        TimeAxis.between(window.from(), window.from().plus(length)).stream()
            .map(at -> mark(at, window.from(), length, language))
            .toList());
  }

  private static Chart.Mark mark(Instant at, Instant from, Duration length, Language language) {
    double share = (double) Duration.between(from, at).toMillis() / length.toMillis();
    String label = TimeAxis.label(at, from, from.plus(length), language);
    return new Chart.Mark(String.valueOf(Math.round(Chart.WIDTH * share)), label);
  }

  /** A point in the middle of each bucket, in whole numbers. */
  private static String path(
      Windows.Window window, Function<Windows.Bucket, Long> value, long top) {
    StringBuilder path = new StringBuilder();
    boolean joined = false;
    for (int i = 0; i < window.buckets().size(); i++) {
      Long micros = value.apply(window.buckets().get(i));
      if (micros != null) {
        long x = Math.round(Chart.WIDTH * (i + 0.5) / window.buckets().size());
        boolean alone =
            !joined
                && (i + 1 == window.buckets().size()
                    || value.apply(window.buckets().get(i + 1)) == null);
        path.append(joined ? 'L' : 'M').append(x).append(' ').append(y(micros, top));
        // a single point has no length: round line ends make it a dot
        path.append(alone ? "h.1" : "");
      }
      joined = micros != null;
    }
    return path.toString();
  }

  private static long y(long micros, long top) {
    return Math.round(Chart.HEIGHT - (double) Chart.HEIGHT * micros / top);
  }
}
