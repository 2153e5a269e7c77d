package dev.uproute.report;

import dev.uproute.check.Status;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How one service was in a week.
 *
 * @param checks all results, also those that count in no uptime
 * @param flips changes of its state
 * @param downtime how long its state was DOWN, TIMEOUT or BOT_DETECTED
 */
record WeekLine(String name, long checks, Uptime.Counts counts, int flips, Duration downtime) {
  /** The worst first. */
  static final Comparator<WeekLine> WORST =
      Comparator.comparing(
              (WeekLine line) -> line.counts().uptime(),
              Comparator.nullsLast(Comparator.naturalOrder()))
          .thenComparing(WeekLine::downtime, Comparator.reverseOrder())
          .thenComparing(WeekLine::flips, Comparator.reverseOrder())
          .thenComparing(WeekLine::name);

  /** A change of state, also after the week: it shows how the week ended. */
  record Turn(Instant at, Status from, Status to) {}

  /**
   * Adds up what changed.
   *
   * @param turns all since the week began, in order
   * @param now the state now, which was that of the week when nothing changed since
   */
  static WeekLine of(
      String name, long checks, Uptime.Counts counts, Week week, List<Turn> turns, Status now) {
    List<Turn> all = new ArrayList<>(turns);
    all.add(new Turn(week.to(), now, now));
    Status state = all.getFirst().from();
    Instant since = week.from();
    Duration down = Duration.ZERO;
    int flips = 0;
    for (Turn turn : all) {
      Instant until = turn.at().isBefore(week.to()) ? turn.at() : week.to();
      if (failing(state)) {
        down = down.plus(Duration.between(since, until));
      }
      flips += turn.at().isBefore(week.to()) ? 1 : 0;
      state = turn.to();
      since = until;
    }
    return new WeekLine(name, checks, counts, flips, down);
  }

  private static boolean failing(Status status) {
    return status == Status.BOT_DETECTED || status == Status.TIMEOUT || status == Status.DOWN;
  }

  /** For example {@code Plex: 98.21 % of 10,080 checks, 2 flips, 3 h 1 min down}. */
  String text() {
    StringBuilder text = new StringBuilder(Words.visible(name)).append(": ");
    text.append(Words.percent(counts.uptime())).append(" of ");
    text.append(Words.count(Math.toIntExact(checks), "check"));
    if (flips > 0) {
      text.append(", ").append(Words.count(flips, "flip"));
    }
    if (!downtime.isZero()) {
      text.append(", down for ").append(Words.duration(downtime));
    }
    return text.toString();
  }
}
