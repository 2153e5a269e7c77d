package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import dev.uproute.parse.JsonLine;
import dev.uproute.service.Expression;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hc.core5.http.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Judging ends with the deadline of its check, and never holds up the checks beside it. */
class JudgeThreadsTest {
  /** Takes minutes on a MiB, however fast the machine. */
  private static final String SLOW = "(?:.{0,1000}){4}#";

  private static final String MEBIBYTE = "a".repeat(1 << 20);

  /** Far above what a busy machine takes to notice a deadline, far below minutes. */
  private static final Duration BOUND = Duration.ofSeconds(60);

  /**
   * Half of it is what a judgement may wait for a processor before it is not the target's fault.
   */
  private static final Duration SHORT = Duration.ofSeconds(2);

  private static ServiceBuilder given(Duration timeout) {
    ServiceBuilder given = ServiceBuilder.url("http://127.0.0.1/");
    given.timeout = timeout;
    return given;
  }

  private static Result judge(Judge verdict, ServiceBuilder given, String body) {
    Attempt attempt = given.attempt();
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    HttpAnswer answer = new HttpAnswer(null, 200, new Header[0], bytes, false, Evidence.NONE);
    return verdict.http(attempt, answer);
  }

  @Test
  void an_expression_that_takes_minutes_is_a_timeout_that_names_it() {
    ServiceBuilder given = given(SHORT);
    given.bodyMatches = Expression.of(SLOW);
    Judge verdict = new Judge();
    for (int i = 0; i < 2; i++) {
      long begun = System.nanoTime();
      Result result = judge(verdict, given, MEBIBYTE);
      assertEquals("answered, but expect.body_matches was not judged within 2s", result.reason());
      assertEquals(Status.TIMEOUT, result.status());
      assertTrue(System.nanoTime() - begun < BOUND.toNanos());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"$..*..*..*..*.x == 1", "$..*..*..*..* == 1"})
  void a_path_through_a_deep_document_ends_in_time_and_memory(String path) {
    ServiceBuilder given = given(SHORT);
    given.json = List.of(JsonLine.of(path));
    String deep = "{\"a\":".repeat(900) + "[1,2,3]" + "}".repeat(900);
    long begun = System.nanoTime();
    Result result = judge(new Judge(), given, deep);
    assertTrue(System.nanoTime() - begun < BOUND.toNanos());
    assertTrue(
        result.reason().startsWith("answered, but expect.json was not judged")
            || result.reason().startsWith("JSON has too many places for"),
        result.reason());
  }

  @Test
  void a_text_that_is_nearly_found_everywhere_ends_in_time() {
    ServiceBuilder given = given(SHORT);
    given.bot = List.of("a".repeat(999) + "b", "a".repeat(998) + "bb");
    given.bodyContains = "a".repeat(9_999) + "b";
    long begun = System.nanoTime();
    Result result = judge(new Judge(), given, MEBIBYTE);
    assertTrue(System.nanoTime() - begun < BOUND.toNanos());
    assertTrue(result.status() != Status.UP, result.reason());
  }

  @Test
  void closures_deeper_than_a_stack_are_judged() {
    ServiceBuilder given = given(Duration.ofSeconds(60));
    given.bodyMatches = Expression.of("^(?:a?){1000}(?:(?:b*){1000}){3}c");
    assertEquals(Status.UP, judge(new Judge(), given, "c").status());
  }

  @Test
  void services_beside_slow_ones_are_judged_at_once() throws Exception {
    Judge verdict = new Judge();
    CountDownLatch begun = new CountDownLatch(8);
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Result>> all = slow(Duration.ofMinutes(5), verdict, workers, begun);
      begun.await();
      ServiceBuilder quick = given(Duration.ofSeconds(60));
      quick.id = "beside";
      quick.bodyMatches = Expression.of("^b");
      Future<Result> beside =
          workers.submit(() -> verdict.text(quick.attempt(), "answered", "b", Evidence.NONE));
      assertEquals(Status.UP, beside.get().status());
      assertTrue(
          all.stream().anyMatch(each -> !each.isDone()), "judged while the slow ones still were");
      workers.shutdownNow();
    }
  }

  private static List<Future<Result>> slow(
      Duration timeout, Judge verdict, ExecutorService workers, CountDownLatch begun) {
    ServiceBuilder slow = given(timeout);
    slow.interval = Duration.ofHours(1);
    slow.bodyMatches = Expression.of(SLOW);
    List<Future<Result>> all = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      all.add(
          workers.submit(
              () -> {
                begun.countDown();
                return judge(verdict, slow, MEBIBYTE);
              }));
    }
    return all;
  }

  @Test
  void many_slow_ones_end_by_their_deadline_and_some_are_judged() throws Exception {
    try (ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor()) {
      int ours = 0;
      List<Future<Result>> all = slow(SHORT, new Judge(), workers, new CountDownLatch(8));
      for (Future<Result> each : all) {
        try {
          assertEquals(Status.TIMEOUT, each.get().status());
        } catch (ExecutionException e) {
          // never begun, which is not held against its target
          assertEquals(IllegalStateException.class, e.getCause().getClass());
          ours++;
        }
      }
      assertTrue(ours < 8, "some were judged");
    }
  }

  @Test
  void a_deadline_that_passed_before_is_a_timeout() {
    ServiceBuilder given = given(Duration.ofMillis(1));
    given.bodyContains = "a";
    Attempt attempt = given.attempt();
    while (!attempt.deadline().expired()) {
      Thread.onSpinWait();
    }
    Result late = new Judge().text(attempt, "answered", "a", Evidence.NONE);
    assertEquals(Status.TIMEOUT, late.status());
  }

  @Test
  void what_fails_inside_a_judgement_is_thrown_on() {
    ServiceBuilder given = given(Duration.ofSeconds(5));
    assertThrows(
        ArithmeticException.class,
        () ->
            new JudgeThreads()
                .judge(
                    given.attempt(),
                    Evidence.NONE,
                    _ -> {
                      throw new ArithmeticException("ours");
                    }));
  }
}
