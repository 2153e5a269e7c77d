package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Figures;
import dev.uproute.Recording;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What it costs the writer to close the hours of 500 services that are checked every minute. */
@Isolated
@Tag("nightly")
@Tag("figures")
class RollupCostTest {
  private static final Instant START = Instant.parse("2026-06-17T00:00:00Z");
  private static final int HOURS = 5;
  @TempDir Path folder;

  @Test
  void the_hours_of_a_thousand_results_cost_little_of_what_it_costs_to_store_them()
      throws Exception {
    List<Service> services =
        IntStream.range(0, 500).mapToObj(i -> Watched.service("service-" + i)).toList();
    long closing = 0;
    long all = 0;
    try (Recording recording = new Recording(folder.resolve("x.db"))) {
      for (int minute = 0; minute < 60 * HOURS; minute++) {
        Instant at = START.plusSeconds(60L * minute);
        List<Result> batch =
            services.stream().map(each -> Watched.result(each, at, Status.UP)).toList();
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        recording.record(batch);
        long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
        // the first hours warm up the JVM
        if (minute >= 120) {
          all += spent;
          closing += minute % 60 == 0 ? spent : 0;
        }
      }
      assertEquals("" + 500 * (HOURS - 1), recording.ask("select count(*) from hourly"));
    }
    int counted = HOURS - 2;
    double usual = (all - closing) / (counted * 59.0);
    double perThousand = (closing / (double) counted - usual) / 30 / 1e6;
    double share = (closing - counted * usual) / (double) all;
    Figures.print(
        "hours of 500 services",
        "%.2f ms of CPU for 1,000 results, which is %.1f %% of what it takes to store them",
        perThousand,
        100 * share);
    // what a check takes beside is not counted here
    assertTrue(share < 0.25, share + " of storing");
  }
}
