package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.uproute.record.Streak;
import dev.uproute.report.EscalationState.Duty;
import dev.uproute.report.EscalationState.Notice;
import dev.uproute.service.Escalation;
import dev.uproute.service.OnCall;
import dev.uproute.service.Selection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What is said of an escalation that goes on. */
class EscalationStateTest {
  private static final Instant DOWN = Instant.parse("2026-06-17T12:00:00Z");

  private static Escalation list(Duration repeat) {
    OnCall.Calendar calendar =
        new OnCall.Calendar(
            URI.create("file:x"),
            Map.of("anna", List.of("sms"), "bob", List.of("mail")),
            ZoneOffset.UTC);
    // bob takes over at 12:10
    OnCall duty =
        new OnCall(
            "duty",
            List.of(),
            ZoneOffset.UTC,
            calendar,
            List.of(
                new OnCall.Shift(DOWN, minute(10), List.of("anna")),
                new OnCall.Shift(minute(10), minute(60), List.of("bob"))));
    return new Escalation(
        "ops",
        List.of(
            new Escalation.Step(Duration.ZERO, List.of("chat"), List.of()),
            new Escalation.Step(Duration.ofMinutes(10), List.of("boss"), List.of(duty))),
        repeat,
        new Selection(List.of(), List.of(), Map.of()));
  }

  private static Instant minute(int minute) {
    return DOWN.plus(Duration.ofMinutes(minute));
  }

  private static EscalationState state(
      Duration repeat, int steps, int last, Streak.Acknowledged by, Object... notified) {
    Map<Instant, List<String>> of = new TreeMap<>();
    for (int i = 0; i < notified.length; i += 2) {
      of.put(minute((Integer) notified[i]), List.of((String) notified[i + 1]));
    }
    Streak.Outage outage = new Streak.Outage(false, minute(last), by, steps);
    return EscalationState.of(list(repeat), outage, of, false, minute(last));
  }

  @Test
  void the_next_step_names_who_will_be_on_call_then() {
    EscalationState state = state(null, 1, 0, null, 0, "chat");
    assertEquals("ops", state.list());
    assertEquals(List.of(new Notice(1, DOWN, List.of("chat"))), state.notified());
    assertEquals(new Notice(2, minute(10), List.of("boss", "mail")), state.next());
    assertEquals(List.of(new Duty("duty", List.of("anna"), List.of("sms"))), state.onCall());
  }

  @Test
  void after_the_last_step_none_comes_or_the_first_again() {
    assertNull(state(null, 2, 10, null, 0, "chat", 10, "boss").next());
    EscalationState again = state(Duration.ofMinutes(30), 2, 10, null, 0, "chat", 10, "boss");
    assertEquals(new Notice(1, minute(40), List.of("chat")), again.next());
    EscalationState third =
        state(Duration.ofMinutes(30), 3, 40, null, 0, "chat", 10, "boss", 40, "chat");
    assertEquals(List.of(1, 2, 1), third.notified().stream().map(Notice::step).toList());
  }

  @Test
  void once_somebody_knows_none_comes() {
    Streak.Acknowledged ann = new Streak.Acknowledged(DOWN, "Ann", "");
    assertNull(state(Duration.ofMinutes(30), 1, 0, ann, 0, "chat").next());
  }

  @Test
  void what_the_outbox_no_longer_has_is_left_out() {
    EscalationState state = state(null, 2, 10, null, 10, "boss");
    assertEquals(List.of(new Notice(2, minute(10), List.of("boss"))), state.notified());
  }
}
