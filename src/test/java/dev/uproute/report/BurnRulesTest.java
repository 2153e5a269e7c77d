package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.uproute.ServiceBuilder;
import dev.uproute.record.Burn;
import dev.uproute.service.Objective;
import dev.uproute.service.Service;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of error budgets with exact numbers. */
class BurnRulesTest {
  private static final Duration MONTH = Duration.ofDays(30);
  private static final long[] NOTHING = {0, 0};

  private static Service service(double uptime) {
    return ServiceBuilder.named("a")
        .with(b -> b.objective = new Objective(uptime, MONTH, null))
        .service();
  }

  /**
   * @param spans how many count, and were bad, in 5 min, 30 min, 1 h, 6 h, 3 d and 30 d
   */
  private static Budget budget(double uptime, long[]... spans) {
    return Budget.uptime(
        service(uptime),
        Stream.of(spans).map(each -> new Uptime.Counts(each[0], each[0] - each[1])).toList());
  }

  private static long[] of(long counted, long bad) {
    return new long[] {counted, bad};
  }

  private static Budget fast(long counted, long bad, long shortCounted, long shortBad) {
    return budget(
        99.9, of(shortCounted, shortBad), NOTHING, of(counted, bad), NOTHING, NOTHING, of(9000, 9));
  }

  private static Burn next(Burn before, Budget budget) {
    return next(before, false, budget);
  }

  private static Burn next(Burn before, boolean again, Budget budget) {
    BurnRules.Change change = BurnRules.next(before, again, List.of(budget));
    return change == null ? before : change.to();
  }

  @Test
  void the_times_are_parts_of_the_window() {
    List<Duration> month =
        List.of(
            Duration.ofMinutes(5),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(3),
            MONTH);
    assertEquals(month, BurnRules.spans(MONTH));
    assertEquals(
        month.stream().map(each -> each.multipliedBy(7).dividedBy(30)).toList(),
        BurnRules.spans(Duration.ofDays(7)));
  }

  // 14.4 times 0.1 % is 144 of 10,000
  @ParameterizedTest
  @CsvSource({
    "10000, 144, 10000, 144, FAST",
    "10000, 143, 10000, 144, CALM",
    "10000, 144, 10000, 143, CALM",
    "10000, 144,     0,   0, CALM",
    "   60,   3,     5,   3, FAST",
    "   60,   2,     5,   2, CALM",
    "   10,   3,     1,   1, FAST",
    "    9,   9,     1,   1, CALM",
    "    1,   1,     1,   1, CALM",
  })
  void fast_in_an_hour(long counted, long bad, long shortCounted, long shortBad, Burn then) {
    assertEquals(then, next(Burn.CALM, fast(counted, bad, shortCounted, shortBad)));
  }

  @ParameterizedTest
  @CsvSource({
    // six hours and thirty minutes: 6 times 0.1 %
    "10000, 60, 10000, 60, 0, 0, FAST",
    "10000, 59, 10000, 60, 0, 0, CALM",
    "10000, 60, 10000, 59, 0, 0, CALM",
    // three days and six hours: 0.1 %
    "10000, 10, 0, 0, 10000, 10, SLOW",
    "10000, 10, 0, 0, 10000,  9, CALM",
    "10000,  9, 0, 0, 10000, 10, CALM",
    "10000, 60, 10000, 60, 10000, 60, FAST",
  })
  void fast_in_six_hours_and_slow_in_three_days(
      long six, long sixBad, long half, long halfBad, long days, long daysBad, Burn then) {
    Budget budget =
        budget(
            99.9,
            NOTHING,
            of(half, halfBad),
            NOTHING,
            of(six, sixBad),
            of(days, daysBad),
            of(20_000, 20));
    assertEquals(then, next(Burn.CALM, budget));
  }

  @Test
  void it_is_over_when_the_short_time_is_calm() {
    assertEquals(Burn.FAST, next(Burn.CALM, fast(60, 3, 5, 3)));
    assertEquals(Burn.FAST, next(Burn.FAST, fast(60, 9, 5, 5)));
    // fewer bad results than one needs to begin
    assertEquals(Burn.FAST, next(Burn.FAST, fast(60, 1, 5, 1)));
    assertEquals(Burn.FAST, next(Burn.FAST, fast(60, 9, 0, 0)), "no result says nothing");
    assertEquals(Burn.CALM, next(Burn.FAST, fast(60, 9, 5, 0)));
    assertEquals(Burn.CALM, next(Burn.FAST, fast(60, 0, 0, 0)));
  }

  @Test
  void what_begins_again_soon_is_over_when_the_long_time_is_calm() {
    assertEquals(Burn.FAST, next(Burn.FAST, true, fast(60, 9, 5, 0)));
    assertEquals(Burn.FAST, next(Burn.FAST, true, fast(60, 1, 5, 0)));
    assertEquals(Burn.CALM, next(Burn.FAST, true, fast(60, 0, 5, 0)));
    assertEquals(true, BurnRules.soon(Burn.FAST, Duration.ofMinutes(359), MONTH));
    assertEquals(false, BurnRules.soon(Burn.FAST, Duration.ofHours(6), MONTH));
    assertEquals(true, BurnRules.soon(Burn.SLOW, Duration.ofHours(71), MONTH));
    assertEquals(false, BurnRules.soon(Burn.SLOW, Duration.ofDays(3), MONTH));
  }

  @Test
  void what_was_fast_is_slow_while_six_hours_and_three_days_are_too_bad() {
    Budget slow =
        budget(99.9, of(5, 0), of(30, 0), of(60, 0), of(360, 2), of(4320, 13), of(43_200, 13));
    assertEquals(Burn.SLOW, next(Burn.FAST, slow));
    assertEquals(Burn.SLOW, next(Burn.SLOW, slow));
    Budget calm =
        budget(99.9, of(5, 0), of(30, 0), of(60, 0), of(360, 0), of(4320, 13), of(43_200, 13));
    assertEquals(Burn.CALM, next(Burn.FAST, calm));
    assertEquals(Burn.CALM, next(Burn.SLOW, calm));
    assertEquals(Burn.SLOW, next(Burn.SLOW, true, calm));
    assertEquals(Burn.CALM, next(Burn.CALM, calm));
    Budget fast = fast(60, 3, 5, 3);
    assertEquals(Burn.FAST, next(Burn.SLOW, fast));
    assertEquals(Burn.CALM, next(Burn.SLOW, fast(60, 0, 5, 0)));
  }

  @Test
  void one_of_several_budgets_is_enough_and_says_so() {
    Objective objective =
        new Objective(
            99.9, MONTH, new Objective.Response(Objective.Figure.P95, Duration.ofMillis(300)));
    Service both = ServiceBuilder.named("a").with(b -> b.objective = objective).service();
    List<Uptime.Counts> good = new ArrayList<>();
    List<Uptime.Counts> slow = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      good.add(new Uptime.Counts(100, 100));
      slow.add(new Uptime.Counts(100, 28));
    }
    List<Budget> budgets = List.of(Budget.uptime(both, good), Budget.response(both, slow));
    BurnRules.Change change = BurnRules.next(Burn.CALM, false, budgets);
    assertEquals(Burn.FAST, change.to());
    assertEquals(
        "72 of 100 responses were slow in 1 h, 14.4 times what the objective allows; p95 < 300ms in"
            + " 30d: the error budget is exceeded by 1340 %",
        change.reason());
    slow.replaceAll(_ -> new Uptime.Counts(100, 29));
    assertEquals(Burn.FAST, next(Burn.FAST, budgets.get(1)));
    assertNull(BurnRules.next(Burn.CALM, false, List.of(budgets.get(0))));
    assertEquals(
        "It has no objective any more", BurnRules.next(Burn.FAST, false, List.of()).reason());
  }

  @Test
  void what_is_left_of_a_budget() {
    Budget left = budget(99.9, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, of(43_200, 13));
    assertEquals(43.2, left.allowed(), 1e-9);
    assertEquals(1 - 13 / 43.2, left.left(), 1e-9);
    assertEquals(Duration.ofSeconds(30 * 60 + 12), left.time());
    assertEquals(
        "99.9 % in 30d: 69 % of the error budget is left (30 min of downtime)", left.text());
    Budget over = budget(99.9, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, of(10_000, 15));
    assertEquals(-0.5, over.left(), 1e-9);
    assertEquals("99.9 % in 30d: the error budget is exceeded by 50 %", over.text());
    assertEquals(true, over.scarce());
    Budget tenth = budget(99, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, of(1000, 9));
    assertEquals(true, tenth.scarce());
    assertEquals("10 %", tenth.text().replaceAll(".*: (\\d+ %).*", "$1"));
    Budget none = budget(99, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING);
    assertNull(none.left());
    assertNull(none.time());
    assertEquals("99 % in 30d: nothing is known", none.text());
  }

  @Test
  void of_100_percent_and_of_an_average_there_is_no_budget() {
    assertNull(new Objective(100.0, MONTH, null).failing());
    assertEquals(0.001, new Objective(99.9, MONTH, null).failing());
    assertEquals(0.0005, new Objective(99.95, MONTH, null).failing());
    Duration limit = Duration.ofMillis(300);
    assertNull(
        new Objective(null, MONTH, new Objective.Response(Objective.Figure.AVG, limit)).slower());
    assertEquals(
        0.01,
        new Objective(null, MONTH, new Objective.Response(Objective.Figure.P99, limit)).slower());
  }
}
