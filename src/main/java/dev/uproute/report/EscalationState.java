package dev.uproute.report;

import dev.uproute.record.Streak;
import dev.uproute.service.Escalation;
import dev.uproute.service.OnCall;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the escalation of an outage has come.
 *
 * @param list its name
 * @param notified whom which step notified when, oldest first; of many the latest
 * @param next the step that comes; null when none does: somebody acknowledged, or the list has no
 *     more
 * @param waits whether the list waits because nothing is notified of the service now
 * @param onCall whom the list names as being on call, in its order
 */
public record EscalationState(
    String list, List<Notice> notified, Notice next, boolean waits, List<Duty> onCall) {
  private static final int MOST = 40;

  /**
   * One step of the list.
   *
   * @param step from 1; in each round of the list anew
   */
  public record Notice(int step, Instant at, List<String> channels) {}

  /**
   * Who is on call now.
   *
   * @param name as the list has it
   * @param people by a calendar; empty without one, and when it names nobody
   */
  public record Duty(String name, List<String> people, List<String> channels) {}

  /**
   * @param steps channels of each step that was taken, by its time, oldest first
   */
  static EscalationState of(
      Escalation list,
      Streak.Outage outage,
      Map<Instant, List<String>> steps,
      boolean waits,
      Instant now) {
    List<Notice> notified = new ArrayList<>();
    int size = list.steps().size();
    // what was notified first may be gone from the outbox; the last one is the last one
    int number = Math.max(0, outage.steps() - steps.size());
    for (Map.Entry<Instant, List<String>> step : steps.entrySet()) {
      notified.add(new Notice(number++ % size + 1, step.getKey(), step.getValue()));
    }
    int from = Math.max(0, notified.size() - MOST);
    return new EscalationState(
        list.name(),
        List.copyOf(notified.subList(from, notified.size())),
        next(list, outage),
        waits,
        onCall(list, now));
  }

  private static Notice next(Escalation list, Streak.Outage outage) {
    Duration pause = list.pause(outage.steps());
    if (pause == null || outage.notified() == null || outage.acknowledged() != null) {
      return null;
    }
    Instant at = outage.notified().plus(pause);
    int number = outage.steps() % list.steps().size() + 1;
    return new Notice(number, at, List.copyOf(list.channels(outage.steps(), at)));
  }

  private static List<Duty> onCall(Escalation list, Instant now) {
    Collection<OnCall> all =
        list.steps().stream()
            .flatMap(step -> step.onCall().stream())
            .collect(
                LinkedHashMap<String, OnCall>::new,
                (map, each) -> map.put(each.name(), each),
                Map::putAll)
            .values();
    return all.stream().map(each -> new Duty(each.name(), each.people(now), each.at(now))).toList();
  }
}
