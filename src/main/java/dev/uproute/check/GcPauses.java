package dev.uproute.check;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;

/**
 * How long the garbage collector has held this program since its start: the work of collectors that
 * stop everything meanwhile, and of the others their pauses. Thread-safe.
 */
final class GcPauses {
  private static final Set<String> STOP =
      Set.of(
          "Copy",
          "MarkSweepCompact",
          "PS Scavenge",
          "PS MarkSweep",
          "G1 Young Generation",
          "G1 Old Generation");

  private static final List<GarbageCollectorMXBean> STOPPING =
      ManagementFactory.getGarbageCollectorMXBeans().stream().filter(GcPauses::stops).toList();

  private GcPauses() {}

  private static boolean stops(GarbageCollectorMXBean collector) {
    String name = collector.getName();
    return STOP.contains(name) || name.endsWith("Pauses");
  }

  /** Nanoseconds, to the millisecond. */
  static long nanos() {
    long millis = 0;
    for (GarbageCollectorMXBean collector : STOPPING) {
      millis += Math.max(0, collector.getCollectionTime());
    }
    return millis * 1_000_000;
  }
}
