package dev.uproute.metrics;

import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * All metrics: of services, of this program and of its JVM. They are made when somebody asks, so
 * that nothing is kept for a service and nothing is counted for nobody. Thread-safe; one after the
 * other, because those of many services take some MB while they are made.
 */
public final class Metrics {
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final ExpositionFormats formats = ExpositionFormats.init();

  public Metrics(ServiceMetrics services, ProgramMetrics program) {
    JvmMetrics.builder().register(registry);
    MultiCollector ours =
        () -> {
          List<MetricSnapshot> all = new ArrayList<>(services.collect());
          all.addAll(program.collect());
          return new MetricSnapshots(all);
        };
    registry.register(ours);
  }

  /**
   * A page of metrics.
   *
   * @param type as the header Content-Type says it
   */
  public record Page(String type, byte[] body) {}

  /** As they are now. */
  synchronized MetricSnapshots collect() {
    return registry.scrape();
  }

  /**
   * As they are now, as text.
   *
   * @param accept the header of the request, by which the form is chosen; null = any
   * @param compressed whether the body is to be in gzip
   */
  public synchronized Page page(String accept, boolean compressed) throws IOException {
    ExpositionFormatWriter writer = formats.findWriter(accept);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = compressed ? new Fast(bytes) : bytes) {
      writer.write(out, registry.scrape());
    }
    return new Page(writer.getContentType(), bytes.toByteArray());
  }

  /** A tenth of the size already costs a third of the time that the usual level takes. */
  private static final class Fast extends GZIPOutputStream {
    Fast(OutputStream out) throws IOException {
      super(out, 1 << 13);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
