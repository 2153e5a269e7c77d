package dev.uproute;

import java.time.Duration;
import java.util.concurrent.Callable;

/** Waits for a condition instead of a time. */
public final class Wait {
  /** Far more than anything takes on a machine that is busy with something else. */
  public static final Duration LONG = Duration.ofMinutes(5);

  private Wait() {}

  /** Whether the condition came true within the time given. */
  public static boolean until(Duration limit, Callable<Boolean> condition) throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.call()) {
      if (System.nanoTime() > end) {
        return false;
      }
      Thread.sleep(10);
    }
    return true;
  }
}
