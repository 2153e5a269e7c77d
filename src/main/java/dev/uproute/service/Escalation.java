package dev.uproute.service;

import dev.uproute.service.OnCall.Shift;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is notified of an outage, one after another, until somebody acknowledges it or it is over.
 * Steps are counted from 0 over all rounds: after the last one the first comes again. Immutable.
 *
 * @param steps at least one, each later than the one before
 * @param repeatEvery from the last step to the first of the next round; null = there is one round
 * @param of the services it is for
 */
public record Escalation(String name, List<Step> steps, Duration repeatEvery, Selection of) {

  /**
   * These are notified so long after the outage was found.
   *
   * @param channels names of channels
   * @param onCall stand for others by the time; may be empty as long as there are channels
   */
  public record Step(Duration after, List<String> channels, List<OnCall> onCall) {
    private Set<String> at(Instant time) {
      return distinct(
          Stream.concat(channels.stream(), onCall.stream().flatMap(o -> o.at(time).stream())));
    }

    private Stream<String> ever() {
      return Stream.concat(channels.stream(), onCall.stream().flatMap(OnCall::ever));
    }

    private Step with(Map<OnCall.Calendar, List<Shift>> shifts) {
      return new Step(
          after,
          channels,
          onCall.stream().map(o -> o.with(shifts.getOrDefault(o.calendar(), o.shifts()))).toList());
    }
  }

  /**
   * The pause before a step: from the step before it, or the outage, to it.
   *
   * @param step from 0
   * @return null when there is no such step
   */
  public Duration pause(int step) {
    int index = step % steps.size();
    if (step > 0 && index == 0) {
      return repeatEvery;
    }
    if (step > steps.size() && repeatEvery == null) {
      return null;
    }
    Duration after = steps.get(index).after();
    return index == 0 ? after : after.minus(steps.get(index - 1).after());
  }

  /** Whether a step belongs to a later round than the first. */
  public boolean repeats(int step) {
    return step >= steps.size();
  }

  /** Names of the channels that a step notifies at a time. */
  public Set<String> channels(int step, Instant time) {
    return steps.get(step % steps.size()).at(time);
  }

  /** The same, with what the calendars say now; those that are not named stay as they are. */
  Escalation with(Map<OnCall.Calendar, List<Shift>> shifts) {
    return new Escalation(
        name, steps.stream().map(step -> step.with(shifts)).toList(), repeatEvery, of);
  }

  /** Names of all channels that any step may notify at any time. */
  public Set<String> everyone() {
    return distinct(steps.stream().flatMap(Step::ever));
  }

  private static Set<String> distinct(Stream<String> names) {
    return names.collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
