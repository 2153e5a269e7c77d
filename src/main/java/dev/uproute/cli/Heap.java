package dev.uproute.cli;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;

/**
 * Collects the old generation of the serial collector when it is worth the pause (a few ms for each
 * MB that lives). Other collectors do that by themselves. Thread-safe.
 */
public final class Heap {
  /** Less garbage is not worth a pause, in bytes. */
  static final long LEAST = 5L << 20;

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
   * Whether a third of what lives, and {@link #LEAST}, may have become garbage.
   *
   * @param used bytes now
   * @param lived bytes that were left by the last collection; 0 before the first
   */
  static boolean much(long used, long lived) {
    return used - lived >= Math.max(LEAST, lived / 3);
  }
}
