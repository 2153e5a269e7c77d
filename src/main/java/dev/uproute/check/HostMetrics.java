package dev.uproute.check;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.software.os.OSFileStore;

/**
 * The figures of this machine, as OSHI reads them. Made when the first host check runs: the library
 * costs memory. Thread-safe.
 */
final class HostMetrics {
  /** Always full by nature. */
  private static final List<String> IMAGES = List.of("squashfs", "iso9660", "udf", "erofs");

  private static final int FIVE_MINUTES = 1;

  private static final OperatingSystemMXBean OWN =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final SystemInfo system = new SystemInfo();
  private final CentralProcessor processor = system.getHardware().getProcessor();

  /** The state of the processor's counters now, for {@link #cpu}. */
  long[] ticks() {
    return processor.getSystemCpuLoadTicks();
  }

  /** Percent of all cores that was busy between two times. */
  Double cpu(long[] from, long[] to) {
    return percent(processor.getSystemCpuLoadBetweenTicks(from, to), 1);
  }

  /** Nanoseconds of processor time this program has used. */
  long ownCpu() {
    return OWN.getProcessCpuTime();
  }

  /** What so much processor time is of all cores over so many nanoseconds, in percent. */
  double share(long cpu, long nanos) {
    return 100.0 * cpu / nanos / processor.getLogicalProcessorCount();
  }

  Double load() {
    double load = processor.getSystemLoadAverage(3)[FIVE_MINUTES];
    return load < 0 ? null : Double.valueOf(load / processor.getLogicalProcessorCount());
  }

  /** What cannot be had without taking it from somebody. */
  Double ram() {
    GlobalMemory memory = system.getHardware().getMemory();
    return percent(memory.getTotal() - memory.getAvailable(), memory.getTotal());
  }

  Double swap() {
    var memory = system.getHardware().getMemory().getVirtualMemory();
    return percent(memory.getSwapUsed(), memory.getSwapTotal());
  }

  /** Null where there is no sensor, as in most virtual machines. */
  Double temperature() {
    double celsius = system.getHardware().getSensors().getCpuTemperature();
    return celsius > 0 ? Double.valueOf(celsius) : null;
  }

  /** Each disk once, however often it is mounted, under its shortest mount point. */
  Map<String, Double> disks() {
    Map<String, OSFileStore> disks = new LinkedHashMap<>();
    for (OSFileStore store : system.getOperatingSystem().getFileSystem().getFileStores(true)) {
      if (store.getTotalSpace() > 0 && !IMAGES.contains(store.getType())) {
        String disk = store.getVolume() + " " + store.getTotalSpace();
        disks.merge(disk, store, HostMetrics::shorter);
      }
    }
    Map<String, Double> full = new LinkedHashMap<>();
    for (OSFileStore store : disks.values()) {
      long used = store.getTotalSpace() - store.getFreeSpace();
      full.put(store.getMount(), percent(used, used + store.getUsableSpace()));
    }
    full.values().removeIf(value -> value == null);
    return full;
  }

  private static OSFileStore shorter(OSFileStore a, OSFileStore b) {
    return a.getMount().length() <= b.getMount().length() ? a : b;
  }

  private static Double percent(double part, double whole) {
    return whole > 0 ? Double.valueOf(100 * part / whole) : null;
  }
}
