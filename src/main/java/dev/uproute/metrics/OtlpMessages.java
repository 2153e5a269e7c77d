package dev.uproute.metrics;

import dev.uproute.text.Version;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Metrics as OTLP sends them: names and labels stay as Prometheus shows them, counters and
 * histograms grow from the start of this program on. Immutable; thread-safe.
 */
final class OtlpMessages {
  /** Values in one message, about 200 kB. */
  private static final int MOST = 1000;

  /** What Prometheus calls a unit, and UCUM, which OTLP wants. */
  private static final Map<String, String> UNITS =
      Map.of("seconds", "s", "bytes", "By", "ratio", "1", "celsius", "Cel");

  private static final Resource RESOURCE =
      Resource.newBuilder()
          .addAttributes(attribute("service.name", "uproute"))
          .addAttributes(attribute("service.version", Version.current()))
          .build();

  private final InstantSource clock;
  private final long start;

  OtlpMessages(InstantSource clock) {
    this.clock = clock;
    this.start = nanos(clock.instant());
  }

  /** Messages that hold all of these between them, each made when it is taken. */
  Iterator<byte[]> of(MetricSnapshots all) {
    long now = nanos(clock.instant());
    List<List<Part>> messages = new ArrayList<>();
    int values = MOST;
    for (Part part : all.stream().flatMap(OtlpMessages::parts).toList()) {
      if (values + part.points().size() > MOST) {
        messages.add(new ArrayList<>());
        values = 0;
      }
      messages.getLast().add(part);
      values += part.points().size();
    }
    return messages.stream().map(parts -> message(parts, now)).iterator();
  }

  /** Some values of one name. */
  private record Part(MetricSnapshot of, List<? extends DataPointSnapshot> points) {
    Metric at(long now, long start) {
      MetricMetadata metadata = of.getMetadata();
      Metric.Builder metric =
          Metric.newBuilder()
              .setName(metadata.getPrometheusName())
              .setDescription(metadata.getHelp());
      if (metadata.hasUnit()) {
        metric.setUnit(UNITS.getOrDefault(metadata.getUnit().toString(), ""));
      }
      return switch (of) {
        case CounterSnapshot _ ->
            metric.setName(metric.getName() + "_total").setSum(sum(now, start)).build();
        case HistogramSnapshot _ -> metric.setHistogram(histogram(now, start)).build();
        case InfoSnapshot _ ->
            metric.setName(metric.getName() + "_info").setGauge(gauge(now)).build();
        default -> metric.setGauge(gauge(now)).build();
      };
    }

    private Gauge gauge(long now) {
      Gauge.Builder gauge = Gauge.newBuilder();
      points.forEach(each -> gauge.addDataPoints(number(each).setTimeUnixNano(now)));
      return gauge.build();
    }

    private Sum sum(long now, long start) {
      Sum.Builder sum =
          Sum.newBuilder()
              .setIsMonotonic(true)
              .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
      points.forEach(
          each -> sum.addDataPoints(number(each).setTimeUnixNano(now).setStartTimeUnixNano(start)));
      return sum.build();
    }

    private static NumberDataPoint.Builder number(DataPointSnapshot point) {
      double value =
          switch (point) {
            case GaugeSnapshot.GaugeDataPointSnapshot gauge -> gauge.getValue();
            case CounterSnapshot.CounterDataPointSnapshot counter -> counter.getValue();
            default -> 1;
          };
      return NumberDataPoint.newBuilder()
          .setAsDouble(value)
          .addAllAttributes(attributes(point.getLabels()));
    }

    private Histogram histogram(long now, long start) {
      Histogram.Builder histogram =
          Histogram.newBuilder()
              .setAggregationTemporality(AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE);
      for (DataPointSnapshot each : points) {
        HistogramDataPointSnapshot point = (HistogramDataPointSnapshot) each;
        ClassicHistogramBuckets buckets = point.getClassicBuckets();
        HistogramDataPoint.Builder one =
            HistogramDataPoint.newBuilder()
                .setTimeUnixNano(now)
                .setStartTimeUnixNano(start)
                .setCount(point.getCount())
                .setSum(point.getSum())
                .addAllAttributes(attributes(point.getLabels()));
        // the last, which has no bound, has a count all the same
        for (int i = 0; i < buckets.size(); i++) {
          one.addBucketCounts(buckets.getCount(i));
          if (i < buckets.size() - 1) {
            one.addExplicitBounds(buckets.getUpperBound(i));
          }
        }
        histogram.addDataPoints(one);
      }
      return histogram.build();
    }
  }

  private static Stream<Part> parts(MetricSnapshot all) {
    boolean sent =
        all instanceof GaugeSnapshot
            || all instanceof CounterSnapshot
            || all instanceof HistogramSnapshot
            || all instanceof InfoSnapshot;
    List<? extends DataPointSnapshot> points = sent ? all.getDataPoints() : List.of();
    return IntStream.range(0, Math.ceilDiv(points.size(), MOST))
        .mapToObj(
            i -> new Part(all, points.subList(i * MOST, Math.min(points.size(), (i + 1) * MOST))));
  }

  private byte[] message(List<Part> parts, long now) {
    ScopeMetrics.Builder scope = ScopeMetrics.newBuilder();
    parts.forEach(part -> scope.addMetrics(part.at(now, start)));
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder().setResource(RESOURCE).addScopeMetrics(scope))
        .build()
        .toByteArray();
  }

  private static List<KeyValue> attributes(Labels labels) {
    List<KeyValue> attributes = new ArrayList<>(labels.size());
    labels.forEach(each -> attributes.add(attribute(each.getName(), each.getValue())));
    return attributes;
  }

  private static KeyValue attribute(String key, String value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setStringValue(value))
        .build();
  }

  private static long nanos(Instant at) {
    return at.getEpochSecond() * 1_000_000_000L + at.getNano();
  }
}
