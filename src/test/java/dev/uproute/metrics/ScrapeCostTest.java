package dev.uproute.metrics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Figures;
import dev.uproute.GivenSettings;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.report.Summary;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.setting.Assembly;
import dev.uproute.store.Store;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What it costs to be asked for the metrics of many services. */
@Tag("nightly")
@Tag("figures")
class ScrapeCostTest {
  private static final int SERVICES = 10_000;

  /** Milliseconds of one core; what else runs on this machine is not counted. */
  private static final double MOST = 1_000;

  @TempDir Path folder;

  @Test
  void the_metrics_of_ten_thousand_services_take_less_than_a_second() throws Exception {
    StringBuilder list = new StringBuilder("services:\n");
    for (int i = 0; i < SERVICES; i++) {
      list.append("  - { id: site%d.check%d, url: \"http://127.0.0.1/\" }\n".formatted(i / 10, i));
    }
    Map<String, String> all = new HashMap<>();
    all.put("camel.main.name", GivenSettings.name());
    all.put("uproute.store", "memory");
    all.put("uproute.monitor", "false");
    all.put("uproute.summary.to", "console");
    all.put(
        "uproute.services.file",
        Files.writeString(folder.resolve("services.yaml"), list).toString());
    all.put("uproute.management.port", "8071");
    Main main = Assembly.assemble(all);
    try {
      Assembly.init(main);
      main.lookup("store", Store.class).open();
      main.start();
      Assembly.accept(main);
      main.lookup("summary", Summary.class).report();
      List<Service> services = main.lookup("services", Services.class).current();
      Instant now = Instant.now();
      List<Result> results =
          services.stream().map(each -> Watched.result(each, now, Status.UP)).toList();
      main.getCamelTemplate().requestBody("direct:record-batch", results);
      Metrics metrics = main.lookup("metrics", Metrics.class);
      double best = Double.MAX_VALUE;
      int size = 0;
      for (int i = 0; i < 10; i++) {
        long begun = cpu();
        size = metrics.page(null, true).body().length;
        best = Math.min(best, (cpu() - begun) / 1e6);
      }
      int plain = metrics.page(null, false).body().length;
      Figures.print("metrics of " + SERVICES + " services", "%.0f ms of CPU", best);
      Figures.print("their size", "%.0f kB", plain / 1e3);
      Figures.print("their size in gzip", "%.0f kB", size / 1e3);
      assertTrue(plain > SERVICES * 1_000, "of each service: " + plain);
      assertTrue(best <= MOST, best + " ms");
    } finally {
      main.stop();
    }
  }

  private static long cpu() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
