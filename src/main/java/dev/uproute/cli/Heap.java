package dev.uproute.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/**
 * Collects the old generation of the serial collector when it is worth the pause (a few ms for each
 * MB that lives). Other collectors do that by themselves. Thread-safe.
 */
public final class Heap {
  /** Less garbage is not worth a pause, in bytes. */
  private static final long LEAST = 3L << 20;

  /** What lives in a heap up to this size takes a short pause, in bytes. */
  private static final long SMALL = 24L << 20;

  private static final String SERIAL = "Tenured Gen";

  /** Collects when there is {@link #much} garbage. */
  public void tidy() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getName().equals(SERIAL)
          && much(pool.getUsage().getUsed(), pool.getCollectionUsage().getUsed())) {
        System.gc();
      }
    }
  }

  /**
   * Whether 3 MB may have become garbage and, where more than 24 MB live, a third of them.
   *
   * @param used bytes now
   * @param lived bytes that were left by the last collection; 0 before the first
   */
  static boolean much(long used, long lived) {
    return used - lived >= (lived <= SMALL ? LEAST : lived / 3);
  }
}
