package dev.uproute.text;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DeadlineTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Executor THREADS = Thread::startVirtualThread;

  // a clock that is about to overflow, as nanoTime may be
  private long now = Long.MAX_VALUE - 10;

  @Test
  void it_expires_when_its_time_is_over() {
    Deadline deadline = Deadline.after(Duration.ofMillis(5), () -> now);
    now += 4_999_999;
    assertFalse(deadline.expired());
    assertEquals(Duration.ofNanos(1), deadline.left());
    assertEquals(1, deadline.leftMillis());
    now += 1;
    assertTrue(deadline.expired());
    assertEquals(5_000, deadline.elapsed());
    now += 1_000_000;
    assertEquals(Duration.ZERO, deadline.left());
    assertEquals(-1_000_000, deadline.leftNanos());
    assertEquals(1, deadline.leftMillis());
  }

  @Test
  void one_within_another_ends_with_it() {
    Deadline whole = Deadline.after(Duration.ofMillis(5), () -> now);
    now += 2_000_000;
    assertEquals(Duration.ofMillis(1), whole.within(Duration.ofMillis(1)).length());
    assertEquals(Duration.ofMillis(3), whole.within(LONG).length());
  }

  @Test
  void one_of_a_million_years_has_not_expired() {
    assertFalse(Deadline.after(Duration.ofDays(365_000_000), () -> now).expired());
  }

  @Test
  void work_is_waited_for() throws Exception {
    assertEquals("done", Deadline.after(LONG).call(THREADS, () -> "done"));
  }

  @Test
  void work_that_is_late_is_interrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    Callable<Void> work =
        () -> {
          begun.countDown();
          try {
            Thread.sleep(LONG);
          } catch (InterruptedException e) {
            interrupted.countDown();
          }
          return null;
        };
    Executor threads =
        task -> {
          Thread.startVirtualThread(task);
          assertDoesNotThrow(() -> begun.await());
        };
    Deadline soon = Deadline.after(Duration.ofMillis(1));
    assertThrows(TimeoutException.class, () -> soon.call(threads, work));
    assertTrue(interrupted.await(30, TimeUnit.SECONDS));
  }

  @Test
  void what_others_wait_for_too_goes_on() {
    CompletableFuture<String> shared = new CompletableFuture<>();
    Deadline over = Deadline.after(Duration.ZERO);
    assertThrows(TimeoutException.class, () -> over.await(shared));
    assertFalse(shared.isDone());
  }

  @Test
  void an_alarm_cuts_at_the_deadline() throws Exception {
    CountDownLatch cut = new CountDownLatch(1);
    Deadline.after(Duration.ofMillis(1)).alarm(cut::countDown);
    assertTrue(cut.await(30, TimeUnit.SECONDS));
  }
}
