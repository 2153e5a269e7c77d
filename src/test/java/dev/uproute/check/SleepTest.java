package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Watched;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Service;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A check during which the machine slept says nothing, and is made again. */
class SleepTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private long nanos = System.nanoTime();
  private long suspended;
  private final Sleep sleep = new Sleep(() -> nanos, () -> nanos + suspended);
  private final Schedule schedule = new Schedule(10, 100);
  private final Checks checks = new Checks(InstantSource.system(), sleep, new DetailedChecks());
  private final Service service = Watched.service("a");

  private void awake(int seconds) {
    for (int i = 0; i < seconds; i++) {
      nanos += SECOND.toNanos();
      sleep.tick();
    }
  }

  @Test
  void ticks_that_are_late_under_load_are_no_sleep() {
    awake(3);
    long begun = nanos;
    nanos += Duration.ofMillis(2900).toNanos();
    assertFalse(sleep.since(begun));
    sleep.tick();
    awake(60);
    assertFalse(sleep.since(begun));
  }

  @Test
  void a_process_that_stood_still_slept_whoever_notices_first() {
    awake(3);
    long before = nanos;
    nanos += Duration.ofSeconds(40).toNanos();
    assertTrue(sleep.since(before));
    long after = nanos;
    awake(2);
    assertFalse(sleep.since(after), "what begins after it woke is as always");
    assertTrue(sleep.since(before), "what began before ends later");
  }

  @Test
  void a_suspended_machine_slept_though_its_monotonic_clock_stood_still() {
    awake(3);
    long before = nanos;
    suspended += Duration.ofHours(8).toNanos();
    nanos += Duration.ofMillis(20).toNanos();
    assertTrue(sleep.since(before));
  }

  @Test
  void where_nothing_ticks_nothing_sleeps() {
    long before = nanos;
    nanos += Duration.ofMinutes(1).toNanos();
    assertFalse(sleep.since(before));
  }

  @Test
  void what_was_found_after_a_sleep_is_unknown_not_tried_again_and_checked_anew() throws Exception {
    for (Status status : List.of(Status.TIMEOUT, Status.DOWN, Status.DEGRADED)) {
      schedule.accept(List.of());
      schedule.accept(List.of(service));
      assertEquals(List.of(service), schedule.due());
      awake(3);
      Attempt attempt = checks.next(checks.begin(service));
      nanos = Math.max(nanos, System.nanoTime()) + Duration.ofSeconds(40).toNanos();
      Result found = attempt.result(status, "no answer within 10s", Evidence.NONE);
      Result result;
      if (status == Status.DEGRADED) {
        result = checks.settle(attempt, found, null);
      } else {
        NotUp failure = assertThrows(NotUp.class, () -> checks.settle(attempt, found, null));
        assertFalse(checks.again(attempt));
        result = checks.failed(attempt, failure);
      }
      assertEquals(Status.UNKNOWN, result.status());
      assertEquals("this machine slept during the check, which is made again", result.reason());
      assertTrue(checks.slept(result));
      schedule.recheck(result.service());
      assertEquals(List.of(), schedule.due());
      schedule.done(service);
      assertEquals(List.of(service), schedule.due());
      assertEquals(List.of(), schedule.due(), "and once");
      schedule.done(service);
    }
  }

  @Test
  void without_a_sleep_a_failure_stands() {
    awake(3);
    Attempt attempt = checks.next(checks.begin(service));
    Result found = attempt.result(Status.TIMEOUT, "no answer within 10s", Evidence.NONE);
    NotUp failure = assertThrows(NotUp.class, () -> checks.settle(attempt, found, null));
    assertEquals(Status.TIMEOUT, checks.failed(attempt, failure).status());
  }
}
