package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Wait;
import dev.uproute.Watched;
import dev.uproute.check.ConnectivityCheck.Round;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.ServiceLists;
import dev.uproute.service.MonotonicClock;
import dev.uproute.service.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which round of the canaries a failure is judged by, as a diary on a clock that stands still. */
@Execution(ExecutionMode.CONCURRENT)
class ConnectivityCheckTest {
  private static final String CANARIES = "tcp://192.0.2.1:1,tcp://192.0.2.2:1";
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final Service SHOP = ServiceLists.service("id: shop", "url: http://192.0.2.9/");
  private static final Service NAS = ServiceLists.service("id: nas", "url: http://10.0.0.9/");

  private volatile long nanos;
  private final MonotonicClock clock = new MonotonicClock(() -> nanos);
  private final Connectivity network = new Connectivity(Instant::now);
  private final ConnectivityCheck check = check(Wait.LONG);

  private ConnectivityCheck check(Duration wait) {
    return new ConnectivityCheck(CANARIES, CANARIES, network, clock, wait);
  }

  private void pass(long millis) {
    nanos += Duration.ofMillis(millis).toNanos();
  }

  private static Result down(Service service) {
    return Watched.result(service, Instant.EPOCH, Status.DOWN);
  }

  /** A failure, and the worker that waits for the verdict on it. */
  private record Failure(Instant at, FutureTask<Status> verdict, Thread worker) {
    Status status() throws ExecutionException, InterruptedException, TimeoutException {
      return verdict.get(Wait.LONG.toSeconds(), TimeUnit.SECONDS);
    }

    /** Waits until the verdict is there or the worker waits for it. */
    void settle() throws Exception {
      long end = System.nanoTime() + Wait.LONG.toNanos();
      while (!verdict.isDone() && worker.getState() != Thread.State.TIMED_WAITING) {
        assertTrue(System.nanoTime() < end);
        Thread.onSpinWait();
      }
    }

    void waits() throws Exception {
      settle();
      assertFalse(verdict.isDone());
    }
  }

  private Failure fails(Service service) {
    Instant at = clock.instant();
    FutureTask<Status> verdict = new FutureTask<>(() -> check.judge(at, down(service)).status());
    return new Failure(at, verdict, Thread.startVirtualThread(verdict));
  }

  private Round begin(Service service) {
    return check.begin(clock.instant(), down(service));
  }

  private void answer(Round round, Status status) {
    for (Service canary : check.canaries(round)) {
      check.answered(round, Watched.result(canary, Instant.EPOCH, status));
    }
    check.ended(round);
  }

  @Test
  void all_that_fail_wait_for_one_round_and_each_side_for_its_own() throws Exception {
    List<Failure> failures = List.of(fails(SHOP), fails(SHOP), fails(SHOP));
    Failure local = fails(NAS);
    pass(10);
    Round round = begin(SHOP);
    assertEquals(2, check.canaries(round).size());
    assertNull(begin(SHOP));
    for (Failure failure : failures) {
      failure.waits();
    }
    Round other = begin(NAS);
    assertNotNull(other);
    answer(other, Status.UP);
    assertEquals(Status.DOWN, local.status());
    failures.getFirst().waits();
    answer(round, Status.DOWN);
    for (Failure failure : failures) {
      assertEquals(Status.UNKNOWN, failure.status());
    }
    assertTrue(network.offline(Service.Zone.EXTERNAL));
    assertFalse(network.offline(Service.Zone.LOCAL));
  }

  @Test
  void the_first_canary_that_answers_settles_a_round_and_only_the_last_that_does_not()
      throws Exception {
    Failure failure = fails(SHOP);
    Round round = begin(SHOP);
    Service canary = check.canaries(round).getFirst();
    check.answered(round, down(canary));
    failure.waits();
    check.answered(round, Watched.result(canary, Instant.EPOCH, Status.UP));
    assertEquals(Status.DOWN, failure.status());
    check.ended(round);
    assertEquals(Status.DOWN, fails(SHOP).status());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UP", "DOWN"})
  void an_answer_is_kept_for_5_s_after_its_round_began(Status canaries) throws Exception {
    Status before = canaries == Status.UP ? Status.DOWN : Status.UNKNOWN;
    Status after = canaries == Status.UP ? Status.UNKNOWN : Status.DOWN;
    Round first = begin(SHOP);
    pass(3_000);
    answer(first, canaries);
    pass(1_999);
    assertNull(begin(SHOP));
    assertEquals(before, fails(SHOP).status());
    pass(1);
    Failure failure = fails(SHOP);
    failure.waits();
    Round second = begin(SHOP);
    failure.waits();
    answer(second, canaries == Status.UP ? Status.DOWN : Status.UP);
    assertEquals(after, failure.status());
  }

  @Test
  void a_round_that_takes_too_long_says_nothing_of_what_fails_then() throws Exception {
    Round slow = begin(SHOP);
    pass(5_000);
    Failure failure = fails(SHOP);
    answer(slow, Status.DOWN);
    failure.waits();
    answer(begin(SHOP), Status.UP);
    assertEquals(Status.DOWN, failure.status());
  }

  @Test
  void a_failure_is_believed_when_no_round_is_settled_in_time() {
    ConnectivityCheck impatient = check(Duration.ofMillis(50));
    assertEquals(down(SHOP), impatient.judge(clock.instant(), down(SHOP)));
    assertNotNull(impatient.begin(clock.instant(), down(SHOP)));
    assertEquals(down(SHOP), impatient.judge(clock.instant(), down(SHOP)));
    assertFalse(network.offline(Service.Zone.EXTERNAL));
  }

  private record Running(Round round, Instant begun, Instant end, Status canaries) {
    Status verdict() {
      return canaries == Status.UP ? Status.DOWN : Status.UNKNOWN;
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void a_failure_is_never_judged_by_a_round_that_began_before_it_but_what_is_kept(long seed)
      throws Exception {
    Random random = new Random(seed);
    List<Failure> asking = new ArrayList<>();
    List<Failure> waiting = new ArrayList<>();
    List<Running> running = new ArrayList<>();
    List<Running> answered = new ArrayList<>();
    Status canaries = Status.UP;
    for (int i = 0; i < 1_000 || !waiting.isEmpty(); i++) {
      pass(random.nextInt(1_500));
      if (random.nextInt(4) == 0) {
        canaries = canaries == Status.UP ? Status.DOWN : Status.UP;
      }
      if (i < 1_000 && random.nextInt(3) > 0) {
        asking.add(fails(SHOP));
        waiting.add(asking.getLast());
      }
      judged(waiting, answered);
      while (!asking.isEmpty() && random.nextInt(3) > 0) {
        Round round = check.begin(asking.removeFirst().at, down(SHOP));
        if (round != null) {
          Instant end = clock.instant().plusMillis(random.nextInt(8_000));
          running.add(new Running(round, clock.instant(), end, canaries));
        }
      }
      for (Running each : List.copyOf(running)) {
        if (each.end.isBefore(clock.instant())) {
          answer(each.round, each.canaries);
          running.remove(each);
          answered.add(each);
        }
      }
    }
  }

  /** Takes the failures out that have a verdict, and looks for a round that may have given it. */
  private void judged(List<Failure> waiting, List<Running> answered) throws Exception {
    for (Failure failure : List.copyOf(waiting)) {
      failure.settle();
      if (failure.verdict.isDone()) {
        waiting.remove(failure);
        Status verdict = failure.status();
        assertTrue(
            answered.stream()
                .filter(round -> failure.at.isBefore(round.begun.plus(KEPT)))
                .anyMatch(round -> round.verdict() == verdict),
            failure.at + " " + verdict);
      }
    }
  }

  @Test
  void only_what_is_an_address_is_a_canary() {
    assertTrue(Canaries.understood("none"));
    assertTrue(Canaries.understood("tcp://1.1.1.1:443, dns://9.9.9.9/example.org"));
    assertFalse(Canaries.understood("1.1.1.1"));
    assertFalse(Canaries.understood("tcp://1.1.1.1:443,,"));
    assertFalse(Canaries.understood(""));
    assertThrows(ConfigErrors.class, () -> new Canaries("heartbeat://x", "none"));
  }
}
