package dev.uproute.record;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.Watched;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Escalation;
import dev.uproute.service.Escalation.Step;
import dev.uproute.service.Policy;
import dev.uproute.service.Selection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What an escalation list makes of the results of a service, one a minute. */
class EscalationRulesTest {
  private static final Selection ALL = new Selection(List.of(), List.of(), Map.of());
  private static final Policy POLICY =
      new Policy(1, 1, 2, Duration.ofMinutes(3), List.of(30, 14, 7));

  private Streak streak = Streak.NONE;
  private Instant now = Instant.parse("2026-06-17T12:00:00Z");
  private int minute;

  private static Escalation list(Duration repeat, Step... steps) {
    return new Escalation("ops", List.of(steps), repeat, ALL);
  }

  private static Step step(int minutes, String... channels) {
    return new Step(Duration.ofMinutes(minutes), List.of(channels), List.of());
  }

  private static final Escalation THREE =
      list(null, step(0, "chat"), step(10, "sms", "chat"), step(30, "boss"));

  private List<String> found(Status status, Escalation list) {
    return found(status, list, false, false);
  }

  private List<String> found(Status status, Escalation list, boolean anew, boolean silent) {
    now = now.plus(Duration.ofMinutes(1));
    minute++;
    Result result =
        new Result(Watched.service("it", "It", POLICY, true), now, status, "why", Evidence.NONE);
    Circumstances around = Circumstances.with(list);
    AlertRules.Outcome outcome =
        AlertRules.observe(
            streak, result, new Circumstances(anew, silent, around.due(), around.list()));
    streak = outcome.streak();
    return outcome.flips().stream().map(this::text).toList();
  }

  private String text(Flip flip) {
    return minute
        + " "
        + flip.event().word()
        + (flip.channels() == null ? "" : " " + new TreeSet<>(flip.channels()));
  }

  /** What so many results lead to. */
  private List<String> all(int results, Status status, Escalation list) {
    List<String> all = new ArrayList<>();
    for (int i = 0; i < results; i++) {
      all.addAll(found(status, list));
    }
    return all;
  }

  @Test
  void each_step_notifies_its_channels_at_its_time_and_the_end_is_for_all() {
    assertEquals(List.of(), found(Status.UP, THREE));
    assertEquals(
        List.of("2 down [chat]", "12 escalated [chat, sms]", "32 escalated [boss]"),
        all(100, Status.DOWN, THREE));
    assertEquals(List.of("102 up [boss, chat, sms]"), found(Status.UP, THREE));
    assertEquals(List.of("103 down [chat]"), all(5, Status.DOWN, THREE), "a new outage begins it");
  }

  @Test
  void rounds_repeat_the_steps_with_their_pauses() {
    Escalation list = list(Duration.ofMinutes(20), step(0, "chat"), step(10, "sms"));
    assertEquals(
        List.of(
            "1 down [chat]",
            "11 escalated [sms]",
            "31 reminder [chat]",
            "41 reminder [sms]",
            "61 reminder [chat]",
            "71 reminder [sms]"),
        all(80, Status.DOWN, list));
  }

  @Test
  void a_list_that_begins_later_lets_a_short_outage_pass() {
    Escalation list = list(null, step(5, "chat"), step(10, "sms"));
    assertEquals(List.of("1 down []"), all(5, Status.DOWN, list));
    assertEquals(List.of("6 up [chat, sms]"), found(Status.UP, list));
    assertEquals(
        List.of("7 down []", "12 down [chat]", "17 escalated [sms]"), all(30, Status.DOWN, list));
  }

  @Test
  void once_it_is_acknowledged_no_step_follows() {
    assertEquals(List.of("1 down [chat]"), all(5, Status.DOWN, THREE));
    streak = streak.acknowledged(new Streak.Acknowledged(now, "Ann", ""));
    assertEquals(List.of(), all(100, Status.DOWN, THREE));
    assertEquals(List.of("106 up [boss, chat, sms]"), found(Status.UP, THREE));
    assertEquals(
        List.of("107 down [chat]", "117 escalated [chat, sms]"), all(20, Status.DOWN, THREE));
  }

  @Test
  void it_waits_during_a_silence_and_begins_anew_after_it() {
    assertEquals(List.of("1 down [chat]"), all(5, Status.DOWN, THREE));
    for (int i = 0; i < 60; i++) {
      assertEquals(List.of(), found(Status.DOWN, THREE, false, true));
    }
    assertEquals(List.of("66 down [chat]"), found(Status.DOWN, THREE, true, true));
    assertEquals(
        List.of("76 escalated [chat, sms]", "96 escalated [boss]"), all(60, Status.DOWN, THREE));
  }

  @Test
  void after_a_pause_of_ours_one_step_follows_after_the_other() {
    assertEquals(List.of("1 down [chat]"), all(1, Status.DOWN, THREE));
    now = now.plus(Duration.ofHours(5));
    assertEquals(
        List.of("2 escalated [chat, sms]", "22 escalated [boss]"), all(60, Status.DOWN, THREE));
  }

  @Test
  void unknown_results_bring_no_step() {
    assertEquals(List.of("1 down [chat]"), all(1, Status.DOWN, THREE));
    assertEquals(List.of(), all(30, Status.UNKNOWN, THREE));
    assertEquals(List.of("32 escalated [chat, sms]"), all(2, Status.DOWN, THREE));
  }

  @Test
  void without_a_list_everything_is_as_it_was() {
    assertEquals(
        List.of("1 down", "2 escalated", "5 reminder", "8 reminder"), all(10, Status.DOWN, null));
    assertEquals(List.of("11 up"), found(Status.UP, null));
  }

  @Test
  void a_list_that_comes_during_an_outage_begins_and_one_that_goes_leaves_the_rest() {
    assertEquals(List.of("1 down", "2 escalated"), all(3, Status.DOWN, null));
    assertEquals(List.of("4 down [chat]", "14 escalated [chat, sms]"), all(20, Status.DOWN, THREE));
    assertEquals(List.of("24 reminder"), all(1, Status.DOWN, null));
  }
}
