package dev.uproute.metrics;

import dev.uproute.text.Histogram;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Metrics of one name, as they are now, with a value for each set of labels. For one thread. */
final class Family {
  private final String name;
  private final String help;
  private final List<Value> values = new ArrayList<>();

  private record Value(Labels labels, double value) {}

  /**
   * @param name as Prometheus shows it; its unit is its last part
   * @param help one sentence
   */
  Family(String name, String help) {
    this.name = name;
    this.help = help;
  }

  /** One with a single value and no labels. */
  static Family of(String name, String help, double value) {
    return new Family(name, help).with(Labels.EMPTY, value);
  }

  Family with(Labels labels, double value) {
    values.add(new Value(labels, value));
    return this;
  }

  private MetricMetadata metadata(String base) {
    Unit unit =
        Stream.of(Unit.SECONDS, Unit.BYTES, Unit.RATIO, Unit.CELSIUS)
            .filter(each -> base.endsWith("_" + each))
            .findFirst()
            .orElse(null);
    return new MetricMetadata(base, help, unit);
  }

  /** What goes up and down. */
  MetricSnapshot gauge() {
    return new GaugeSnapshot(
        metadata(name),
        values.stream()
            .map(each -> new GaugeDataPointSnapshot(each.value(), each.labels(), null))
            .toList());
  }

  /** What grows from the start on; its name ends with {@code _total}. */
  MetricSnapshot counter() {
    return new CounterSnapshot(
        metadata(name.replaceFirst("_total$", "")),
        values.stream()
            .map(each -> new CounterDataPointSnapshot(each.value(), each.labels(), null, 0))
            .toList());
  }

  /** What is said by labels; its name ends with {@code _info}. */
  MetricSnapshot info() {
    return new InfoSnapshot(
        metadata(name.replaceFirst("_info$", "")),
        values.stream().map(each -> new InfoDataPointSnapshot(each.labels())).toList());
  }

  /** How many values were at most how large. */
  static MetricSnapshot histogram(String name, String help, Histogram histogram) {
    Histogram.Counts counts = histogram.counts();
    HistogramDataPointSnapshot all =
        HistogramDataPointSnapshot.builder()
            .classicHistogramBuckets(ClassicHistogramBuckets.of(counts.bounds(), counts.counts()))
            .sum(counts.sum())
            .build();
    return new HistogramSnapshot(new Family(name, help).metadata(name), List.of(all));
  }
}
