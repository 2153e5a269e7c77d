package dev.uproute.page;

import dev.uproute.record.Streak;
import dev.uproute.report.EscalationState;
import dev.uproute.text.Words;
import java.time.Instant;
import java.util.List;

/**
 * How far the escalation of an outage has come, as pages show it.
 *
 * @param steps whom which step notified when, oldest first
 * @param next null when no step comes
 * @param onCall a line for each who is on call
 * @param acknowledged who knows since when; null when nobody does, or it stands elsewhere
 */
public record EscalationView(
    String list,
    List<Step> steps,
    Step next,
    boolean waits,
    List<String> onCall,
    Known acknowledged) {

  /** Who knows; the name may be empty. */
  public record Known(String name, TimeElement at) {}

  /** A step, when it was taken or comes, and whom it notifies. */
  public record Step(String number, TimeElement at, String whom) {}

  /** Null where there is none. */
  static EscalationView of(
      EscalationState state, Streak.Acknowledged by, Instant now, Language language) {
    if (state == null) {
      return null;
    }
    return new EscalationView(
        state.list(),
        state.notified().stream().map(each -> step(each, now, language)).toList(),
        state.next() == null ? null : step(state.next(), now, language),
        state.waits(),
        state.onCall().stream().map(each -> line(each, language)).toList(),
        by == null
            ? null
            : new Known(Words.visible(by.name()), TimeElement.of(by.at(), now, language)));
  }

  private static Step step(EscalationState.Notice notice, Instant now, Language language) {
    return new Step(
        language.number(notice.step()),
        TimeElement.of(notice.at(), now, language),
        String.join(", ", notice.channels()));
  }

  private static String line(EscalationState.Duty duty, Language language) {
    String channels = String.join(", ", duty.channels());
    return duty.people().isEmpty()
        ? language.text("escalation.duty", duty.name(), channels)
        : language.text(
            "escalation.people",
            duty.name(),
            Words.visible(String.join(", ", duty.people())),
            channels);
  }
}
