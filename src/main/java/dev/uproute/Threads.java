package dev.uproute;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultThreadPoolFactory;

/**
 * Camel's thread pools, but scheduled ones keep their threads. When threads are virtual Camel makes
 * such a pool with none to keep, and the one it has then wakes a hundred times a second to see
 * whether it may end ({@link ScheduledThreadPoolExecutor} keeps it alive for 10 ms). Thread-safe.
 */
final class Threads extends DefaultThreadPoolFactory {

  @Override
  public ScheduledExecutorService newScheduledThreadPool(
      ThreadPoolProfile profile, ThreadFactory threads) {
    var pool = new ScheduledThreadPoolExecutor(profile.getPoolSize(), threads);
    pool.setRemoveOnCancelPolicy(true);
    return pool;
  }
}
