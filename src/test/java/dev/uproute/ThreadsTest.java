package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

class ThreadsTest {

  @Test
  void a_scheduler_of_camel_keeps_its_virtual_thread_instead_of_waking_to_see_whether_it_may_end()
      throws Exception {
    Main main = Uproute.assemble(Map.of("uproute.store", "memory"));
    try {
      Uproute.init(main);
      ScheduledExecutorService camels =
          main.getCamelContext()
              .getExecutorServiceManager()
              .newScheduledThreadPool(this, "scheduler", 1);
      var pool = assertInstanceOf(ScheduledThreadPoolExecutor.class, camels);
      assertTrue(
          pool.schedule(() -> Thread.currentThread().isVirtual(), 0, TimeUnit.MILLISECONDS).get());
      assertEquals(1, pool.getCorePoolSize());
      assertTrue(pool.getRemoveOnCancelPolicy());
    } finally {
      main.stop();
    }
  }
}
