package dev.uproute.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.Vectors;
import dev.uproute.Watched;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Policy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AlertRulesTest {
  private static final Policy NO_ESCALATION = new Policy(1, 1, 0, null, List.of());
  private static final Instant START = Instant.parse("2026-06-17T21:00:00Z");

  static Stream<Arguments> alerts() {
    return Vectors.of("alerts");
  }

  static Stream<Arguments> tls() {
    return Vectors.of("tls");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("alerts")
  void tells_what_the_vectors_say(String id, JsonNode vector) {
    int down = 0;
    int escalate = 0;
    for (JsonNode threshold : vector.get("thresholds")) {
      if (threshold.get(0).asText().equals("down")) {
        down = threshold.get(1).asInt();
      } else {
        escalate = threshold.get(1).asInt();
      }
    }
    Diary diary =
        new Diary(new Policy(down, vector.get("recover").asInt(), escalate, null, List.of()));
    List<String> notified = new ArrayList<>();
    int index = 0;
    for (JsonNode status : vector.get("sequence")) {
      for (Flip flip : diary.found(Status.valueOf(status.asText()))) {
        notified.add(index + " " + flip.event().word());
      }
      index++;
    }
    List<String> expected = new ArrayList<>();
    for (JsonNode expect : vector.get("expect")) {
      String word = expect.get(1).asText();
      expected.add(
          expect.get(0).asInt()
              + " "
              + word.replace("critical", "escalated").replace("recovered", "up"));
    }
    assertEquals(expected, notified);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tls")
  void warns_of_certificates_as_the_vectors_say(String id, JsonNode vector) {
    List<Integer> days = new ArrayList<>();
    vector.get("thresholds").forEach(day -> days.add(day.asInt()));
    Policy policy = new Policy(1, 1, 3, null, days);
    Streak streak = Streak.NONE;
    Instant expires = START.plus(Duration.ofDays(365));
    int before = Integer.MAX_VALUE;
    List<String> notified = new ArrayList<>();
    for (int i = 0; i < vector.get("days").size(); i++) {
      int left = vector.get("days").get(i).asInt();
      if (left > before) {
        expires = expires.plus(Duration.ofDays(365));
      }
      before = left;
      Instant at = expires.minus(Duration.ofDays(left)).minusSeconds(60);
      AlertRules.Outcome outcome = AlertRules.observe(streak, certified(policy, at, expires));
      streak = outcome.streak();
      for (Flip flip : outcome.flips()) {
        assertEquals(Event.TLS, flip.event());
        notified.add(i + " " + streak.warned().threshold());
      }
    }
    List<String> expected = new ArrayList<>();
    vector.get("expect").forEach(e -> expected.add(e.get(0).asInt() + " " + e.get(1).asInt()));
    assertEquals(expected, notified);
  }

  @Test
  void an_outage_is_told_escalated_once_and_ended_whatever_face_it_shows() {
    Diary diary = new Diary(Watched.USUAL);
    diary.expect(Status.UP);
    diary.expect(Status.TIMEOUT, "down UP>TIMEOUT");
    diary.expect(Status.DOWN);
    diary.expect(Status.BOT_DETECTED, "escalated DOWN>BOT_DETECTED");
    diary.expect(Status.DOWN);
    diary.expect(Status.DOWN);
    diary.expect(Status.UP, "up DOWN>UP");
    diary.expect(Status.DOWN, "down UP>DOWN");
  }

  @Test
  void unknown_neither_extends_nor_breaks_a_run() {
    Diary diary = new Diary(new Policy(2, 2, 0, null, List.of()));
    diary.expect(Status.UNKNOWN);
    diary.expect(Status.DOWN);
    diary.expect(Status.UNKNOWN);
    diary.expect(Status.UNKNOWN);
    diary.expect(Status.DOWN, "down UNKNOWN>DOWN");
    diary.expect(Status.UP);
    diary.expect(Status.UNKNOWN);
    diary.expect(Status.UP, "up DOWN>UP");
  }

  @Test
  void degraded_is_told_once_and_its_end_too() {
    Diary diary = new Diary(Watched.USUAL);
    diary.expect(Status.UP);
    diary.expect(Status.DEGRADED, "degraded UP>DEGRADED");
    diary.expect(Status.DEGRADED);
    diary.expect(Status.DOWN, "down DEGRADED>DOWN");
    diary.expect(Status.DEGRADED, "degraded DOWN>DEGRADED");
    diary.expect(Status.UP, "up DEGRADED>UP");
  }

  @Test
  void a_service_first_seen_degraded_is_told() {
    new Diary(Watched.USUAL).expect(Status.DEGRADED, "degraded UNKNOWN>DEGRADED");
  }

  @Test
  void escalation_starts_anew_with_the_next_outage() {
    Diary diary = new Diary(new Policy(1, 1, 2, null, List.of()));
    diary.expect(Status.DOWN, "down UNKNOWN>DOWN");
    diary.expect(Status.DOWN, "escalated DOWN>DOWN");
    diary.expect(Status.UP, "up DOWN>UP");
    diary.expect(Status.DOWN, "down UP>DOWN");
    diary.expect(Status.DOWN, "escalated DOWN>DOWN");
  }

  @Test
  void an_outage_began_with_its_first_failure_and_the_recovery_says_so() {
    Diary diary = new Diary(new Policy(3, 1, 0, null, List.of()));
    diary.expect(Status.UP);
    diary.expect(Status.DOWN);
    diary.expect(Status.DOWN);
    diary.expect(Status.DOWN, "down UP>DOWN");
    Flip up = diary.found(Status.UP).getFirst();
    assertEquals(START.plusSeconds(2 * 60), up.since());
    assertEquals(START.plusSeconds(5 * 60), up.at());
  }

  @Test
  void the_first_flip_ever_ends_nothing() {
    Flip down = new Diary(Watched.USUAL).found(Status.DOWN).getFirst();
    assertNull(down.since());
    assertEquals(Status.UNKNOWN, down.from());
  }

  @Test
  void a_certificate_warning_says_when() {
    Instant expires = Instant.parse("2026-06-24T22:00:00Z");
    AlertRules.Outcome outcome =
        AlertRules.observe(Streak.NONE, certified(Watched.USUAL, START, expires));
    assertEquals(
        "The certificate expires in 7 days, on 2026-06-24", outcome.flips().getFirst().reason());
  }

  @Test
  void an_outage_by_an_expired_certificate_is_one_notification() {
    Instant expires = START.minusSeconds(60);
    AlertRules.Outcome outcome =
        AlertRules.observe(Streak.NONE, certified(Watched.USUAL, START, expires, Status.DOWN));
    assertEquals(List.of(Event.DOWN), outcome.flips().stream().map(Flip::event).toList());
    assertEquals(7, outcome.streak().warned().threshold());
    AlertRules.Outcome later =
        AlertRules.observe(
            outcome.streak(), certified(Watched.USUAL, START.plusSeconds(60), expires, Status.UP));
    assertEquals(List.of(Event.UP), later.flips().stream().map(Flip::event).toList());
  }

  @Test
  void an_outage_of_another_cause_and_a_certificate_that_ends_soon_are_two() {
    Instant expires = START.plus(Duration.ofDays(5));
    AlertRules.Outcome outcome =
        AlertRules.observe(Streak.NONE, certified(Watched.USUAL, START, expires, Status.DOWN));
    assertEquals(
        List.of(Event.DOWN, Event.TLS), outcome.flips().stream().map(Flip::event).toList());
  }

  @Test
  void an_outage_is_told_again_each_time_the_pause_has_passed() {
    Diary diary = new Diary(new Policy(1, 1, 0, Duration.ofMinutes(3), List.of()));
    diary.expect(Status.DOWN, "down UNKNOWN>DOWN");
    diary.expect(Status.DOWN);
    diary.expect(Status.TIMEOUT);
    diary.expect(Status.DOWN, "reminder DOWN>DOWN");
    diary.expect(Status.DOWN);
    diary.expect(Status.DOWN);
    diary.expect(Status.DOWN, "reminder DOWN>DOWN");
    diary.expect(Status.UP, "up DOWN>UP");
    diary.expect(Status.UP);
    diary.expect(Status.UP);
    diary.expect(Status.UP);
  }

  @Test
  void what_was_never_told_is_not_repeated() {
    Diary diary = new Diary(new Policy(5, 1, 0, Duration.ofMinutes(1), List.of()));
    diary.expect(Status.DOWN);
    diary.expect(Status.DOWN);
    diary.expect(Status.DOWN);
  }

  @Test
  void a_change_by_way_of_partial_is_one() {
    Diary diary = new Diary(NO_ESCALATION);
    for (int outage = 0; outage < 2; outage++) {
      diary.expect(Status.UP, outage == 0 ? new String[0] : new String[] {"up PARTIAL>UP"});
      diary.expect(Status.PARTIAL, "partial UP>PARTIAL");
      diary.expect(Status.DOWN, "down PARTIAL>DOWN");
      diary.expect(Status.PARTIAL, "partial DOWN>PARTIAL");
    }
    diary.expect(Status.UP, "up PARTIAL>UP");
    diary.expect(Status.PARTIAL, "(partial UP>PARTIAL)", "flapping PARTIAL>PARTIAL");
  }

  @Test
  void four_changes_are_each_notified_the_fifth_is_flapping_and_the_rest_is_silent_until_calm() {
    Diary diary = new Diary(NO_ESCALATION);
    diary.expect(Status.DOWN, "down UNKNOWN>DOWN");
    diary.expect(Status.UP, "up DOWN>UP");
    diary.expect(Status.DOWN, "down UP>DOWN");
    diary.expect(Status.UP, "up DOWN>UP");
    diary.expect(Status.DOWN, "(down UP>DOWN)", "flapping DOWN>DOWN");
    for (int i = 0; i < 30; i++) {
      diary.expect(Status.UP, "(up DOWN>UP)");
      diary.expect(Status.DOWN, "(down UP>DOWN)");
    }
    for (int i = 0; i < 9; i++) {
      diary.expect(Status.DOWN);
    }
    diary.expect(Status.DOWN, "down DOWN>DOWN");
    diary.expect(Status.UP, "up DOWN>UP");
  }

  @Test
  void calm_and_up_is_notified_as_up() {
    Diary diary = new Diary(NO_ESCALATION);
    diary.all(Status.UP, Status.DOWN, Status.UP, Status.DOWN, Status.UP);
    diary.expect(Status.DOWN, "(down UP>DOWN)", "flapping DOWN>DOWN");
    diary.expect(Status.UP, "(up DOWN>UP)");
    for (int i = 0; i < 9; i++) {
      diary.expect(Status.UP);
    }
    diary.expect(Status.UP, "up UP>UP");
  }

  @Test
  void an_outage_that_was_escalated_while_flapping_is_notified_as_such_when_it_is_calm() {
    Diary diary = new Diary(new Policy(1, 1, 3, Duration.ofMinutes(2), List.of()));
    diary.all(Status.DOWN, Status.UP, Status.DOWN, Status.UP);
    diary.expect(Status.DOWN, "(down UP>DOWN)", "flapping DOWN>DOWN");
    diary.expect(Status.DOWN);
    diary.expect(Status.DOWN, "(escalated DOWN>DOWN)");
    for (int i = 0; i < 7; i++) {
      diary.expect(Status.DOWN);
    }
    diary.expect(Status.DOWN, "down DOWN>DOWN", "escalated DOWN>DOWN");
    diary.expect(Status.DOWN);
    diary.expect(Status.DOWN, "reminder DOWN>DOWN");
  }

  @ParameterizedTest(name = "a change every {0} min: flapping with the fifth is {1}")
  @CsvSource({"1,true", "12,true", "15,true", "16,false", "60,false", "120,false"})
  void flapping_are_five_changes_within_an_hour(int minutes, boolean flapping) {
    Diary diary = new Diary(NO_ESCALATION, Duration.ofMinutes(minutes));
    for (int i = 0; i < 4; i++) {
      diary.expect(i % 2 == 0 ? Status.DOWN : Status.UP, diary.change());
    }
    List<Flip> fifth = diary.found(Status.DOWN);
    assertEquals(flapping ? Event.FLAPPING : Event.DOWN, fifth.getLast().event());
    assertEquals(flapping ? "flapping" : null, fifth.getFirst().suppressed());
  }

  @ParameterizedTest(name = "every {0} min calm after {1} further results")
  @CsvSource({"1,10", "6,10", "12,5", "15,4"})
  void calm_are_ten_results_or_an_hour_without_a_change(int minutes, int results) {
    Diary diary = new Diary(NO_ESCALATION, Duration.ofMinutes(minutes));
    diary.all(Status.DOWN, Status.UP, Status.DOWN, Status.UP, Status.DOWN);
    for (int i = 1; i < results; i++) {
      diary.expect(Status.DOWN);
    }
    diary.expect(Status.DOWN, "down DOWN>DOWN");
  }

  @Test
  void four_changes_in_ten_results_are_not_flapping() {
    Diary diary = new Diary(NO_ESCALATION);
    for (int i = 0; i < 5; i++) {
      diary.expect(Status.DOWN, i == 0 ? "down UNKNOWN>DOWN" : "down UP>DOWN");
      diary.expect(Status.DOWN);
      diary.expect(Status.DOWN);
      diary.expect(Status.UP, "up DOWN>UP");
      diary.expect(Status.UP);
      diary.expect(Status.UP);
    }
  }

  @Test
  void down_from_some_locations_only_is_a_state_of_its_own() {
    Diary diary = new Diary(NO_ESCALATION);
    diary.expect(Status.UP);
    diary.expect(Status.PARTIAL, "partial UP>PARTIAL");
    diary.expect(Status.PARTIAL);
    diary.expect(Status.DEGRADED, "degraded PARTIAL>DEGRADED");
    diary.expect(Status.DOWN, "down DEGRADED>DOWN");
    diary.expect(Status.PARTIAL, "partial DOWN>PARTIAL");
    diary.expect(Status.UNKNOWN);
  }

  @Test
  void up_everywhere_ends_it() {
    Diary diary = new Diary(new Policy(2, 2, 0, null, List.of()));
    diary.expect(Status.UP);
    diary.expect(Status.PARTIAL);
    diary.expect(Status.PARTIAL, "partial UP>PARTIAL");
    diary.expect(Status.UP);
    diary.expect(Status.UP, "up PARTIAL>UP");
  }

  private static Result certified(Policy policy, Instant at, Instant expires) {
    return certified(policy, at, expires, Status.UP);
  }

  private static Result certified(Policy policy, Instant at, Instant expires, Status status) {
    return new Result(
        Watched.service("it", "It", policy, true),
        at,
        status,
        "",
        new Evidence(200, 1L, Evidence.Timings.NONE, null, 1, expires));
  }

  /** A sequence of results and what each of them tells; in brackets what nobody is notified of. */
  private static final class Diary {
    private final Policy policy;
    private final Duration interval;
    private Streak streak = Streak.NONE;
    private Instant now = START;

    Diary(Policy policy) {
      this(policy, Duration.ofMinutes(1));
    }

    Diary(Policy policy, Duration interval) {
      this.policy = policy;
      this.interval = interval;
    }

    void all(Status... statuses) {
      for (Status status : statuses) {
        found(status);
      }
    }

    /** What the next change of a service that goes down and up is. */
    String change() {
      return streak.state() == Status.UNKNOWN
          ? "down UNKNOWN>DOWN"
          : streak.state() == Status.UP ? "down UP>DOWN" : "up DOWN>UP";
    }

    List<Flip> found(Status status) {
      now = now.plus(interval);
      Result result =
          new Result(Watched.service("it", "It", policy, true), now, status, "why", Evidence.NONE);
      AlertRules.Outcome outcome = AlertRules.observe(streak, result);
      streak = outcome.streak();
      return outcome.flips();
    }

    void expect(Status status, String... notified) {
      assertEquals(
          List.of(notified),
          found(status).stream()
              .map(f -> f.suppressed() == null ? text(f) : "(" + text(f) + ")")
              .toList(),
          () -> "after " + status);
    }

    private static String text(Flip flip) {
      return flip.event().name().toLowerCase(Locale.ROOT) + " " + flip.from() + ">" + flip.to();
    }
  }
}
