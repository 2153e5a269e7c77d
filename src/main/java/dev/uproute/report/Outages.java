package dev.uproute.report;

import dev.uproute.check.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the state of a service was in some time: its changes, and each stretch in which it was DOWN,
 * TIMEOUT or BOT_DETECTED, which is one incident whatever changes within it.
 *
 * @param flips changes of state
 * @param incidents stretches, those included that began before or end after
 * @param downtime the sum of them, as far as they are within that time
 * @param longest of them
 */
public record Outages(int flips, int incidents, Duration downtime, Duration longest) {
  public static final Outages NONE = new Outages(0, 0, Duration.ZERO, Duration.ZERO);

  /** A change of state. */
  record Turn(Instant at, Status from, Status to) {}

  /**
   * Adds up what changed.
   *
   * @param to excluded
   * @param turns all since {@code from}, in order; those after {@code to} show how it ended
   * @param now the state now, which was that of the whole time when nothing changed since
   */
  static Outages of(Instant from, Instant to, List<Turn> turns, Status now) {
    List<Turn> all = new ArrayList<>(turns);
    all.add(new Turn(to, now, now));
    Status state = all.getFirst().from();
    Outages sum = NONE;
    Instant since = from;
    Duration stretch = Duration.ZERO;
    for (Turn turn : all) {
      boolean inside = turn.at().isBefore(to);
      Instant until = inside ? turn.at() : to;
      if (failing(state)) {
        stretch = stretch.plus(Duration.between(since, until));
      }
      boolean ends = failing(state) && (!failing(turn.to()) || !inside);
      sum = sum.with(inside, ends ? stretch : Duration.ZERO);
      stretch = failing(turn.to()) && inside && !ends ? stretch : Duration.ZERO;
      state = turn.to();
      since = until;
      if (!inside) {
        break;
      }
    }
    return sum;
  }

  private Outages with(boolean flip, Duration stretch) {
    boolean incident = !stretch.isZero();
    return new Outages(
        flips + (flip ? 1 : 0),
        incidents + (incident ? 1 : 0),
        downtime.plus(stretch),
        stretch.compareTo(longest) > 0 ? stretch : longest);
  }

  /** Mean time to repair: the mean length of an incident within that time; null without one. */
  public Duration repair() {
    return incidents == 0 ? null : downtime.dividedBy(incidents);
  }

  /**
   * Mean time between failures: the time it was not down, for each incident; null without one.
   *
   * @param length of the time in which the state was known
   */
  public Duration between(Duration length) {
    return incidents == 0 ? null : length.minus(downtime).dividedBy(incidents);
  }

  private static boolean failing(Status status) {
    return status == Status.BOT_DETECTED || status == Status.TIMEOUT || status == Status.DOWN;
  }
}
