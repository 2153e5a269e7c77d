package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.ServiceBuilder;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What cannot be judged is said once, and once more when it can be judged again. */
class CheckFaultsTest {
  private final Checks checks =
      new Checks(InstantSource.system(), new Sleep(), new DetailedChecks());

  private static Attempt attempt(String id) {
    ServiceBuilder given = ServiceBuilder.type("store");
    given.id = id;
    return given.attempt();
  }

  private void fail(String id, int times) {
    for (int i = 0; i < times; i++) {
      checks.failed(attempt(id), new IllegalStateException("oops"));
    }
  }

  private List<String> changes() {
    return checks.faults().changes();
  }

  @Test
  void three_in_a_row_are_notified_once_and_once_resolved() throws Exception {
    fail("a", 2);
    assertEquals(List.of(), changes());
    fail("a", 1);
    assertEquals(List.of("It cannot be checked: oops"), changes());
    fail("a", 5);
    assertEquals(List.of(), changes());
    checks.settle(attempt("a"), attempt("a").result(Status.UP, "up", Evidence.NONE), null);
    assertEquals(List.of("It can be checked again, after: oops"), changes());
    assertEquals(List.of(), changes());
    fail("a", 3);
    assertEquals(List.of("It cannot be checked: oops"), changes());
  }

  @Test
  void a_check_that_works_in_between_begins_anew() throws Exception {
    fail("a", 2);
    checks.settle(attempt("a"), attempt("a").result(Status.UP, "up", Evidence.NONE), null);
    fail("a", 2);
    assertEquals(List.of(), changes());
  }

  @Test
  void a_target_that_is_down_is_no_fault_of_ours() {
    for (int i = 0; i < 5; i++) {
      checks.failed(attempt("a"), NoAnswer.down("connection refused"));
    }
    assertEquals(List.of(), changes());
  }

  @Test
  void what_was_well_for_a_moment_between_two_looks_is_not_told_twice() throws Exception {
    fail("a", 3);
    assertEquals(1, changes().size());
    checks.settle(attempt("a"), attempt("a").result(Status.UP, "up", Evidence.NONE), null);
    fail("a", 1);
    assertEquals(List.of(), changes());
  }

  @Test
  void many_services_of_one_cause_are_one_sentence() {
    for (int i = 0; i < 5; i++) {
      fail("s" + i, 3);
    }
    assertEquals(List.of("It, It, It and 2 more cannot be checked: oops"), changes());
  }

  @Test
  void a_ping_that_this_machine_cannot_send_is_one() {
    Attempt attempt = attempt("a");
    Result impossible = attempt.result(Status.UNKNOWN, Ping.IMPOSSIBLE_HERE, Evidence.NONE);
    for (int i = 0; i < 3; i++) {
      checks.failed(attempt, new NotUp(impossible));
    }
    assertEquals(List.of("It cannot be checked: " + Ping.IMPOSSIBLE_HERE), changes());
  }
}
