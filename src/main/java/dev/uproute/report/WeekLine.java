package dev.uproute.report;

import dev.uproute.text.Words;
import java.time.Duration;
import java.util.Comparator;

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

  static WeekLine of(String name, Figures week) {
    return new WeekLine(
        name, week.checks(), week.counts(), week.outages().flips(), week.outages().downtime());
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
