package dev.uproute.deliver;

import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.record.Streak;
import java.time.Instant;
import java.util.List;

/**
 * What flips of one service mean together.
 *
 * @param event what matters now: the recovery when it is over, else the gravest of what goes on
 * @param since when the trouble began, the first of several; null when it is not known
 * @param until when it ended; null while it lasts
 * @param reason why, of the latest trouble, or of the recovery when that is all there is
 */
record FlipSummary(Event event, Instant since, Instant until, String reason) {

  /**
   * @param flips in order, at least one
   */
  static FlipSummary of(List<Flip> flips) {
    Flip last = flips.getLast();
    if (!last.event().lasts()) {
      return new FlipSummary(last.event(), last.since(), null, last.reason());
    }
    if (last.event() == Event.UP) {
      return last.restates()
          ? new FlipSummary(Event.UP, last.since(), null, last.reason())
          : over(flips);
    }
    int from = 0;
    for (int i = 0; i < flips.size(); i++) {
      from = flips.get(i).event() == Event.UP ? i + 1 : from;
    }
    return lasting(flips.subList(from, flips.size()));
  }

  private static FlipSummary over(List<Flip> flips) {
    Flip first = flips.getFirst();
    Flip last = flips.getLast();
    long recoveries = flips.stream().filter(flip -> flip.event() == Event.UP).count();
    // each recovery knows when its outage began; of several the first counts
    Instant since = recoveries == 1 || first.event() == Event.UP ? null : first.at();
    Flip notified = recoveries == 1 ? last : first;
    if (last.closes()) {
      return new FlipSummary(Event.UP, last.since(), last.at(), last.reason());
    }
    Flip trouble = last;
    for (Flip flip : flips) {
      trouble = flip.event() == Event.UP ? trouble : flip;
    }
    return new FlipSummary(
        Event.UP, since == null ? notified.since() : since, last.at(), trouble.reason());
  }

  private static FlipSummary lasting(List<Flip> flips) {
    Flip first = flips.getFirst();
    Flip last = flips.getLast();
    Instant since = since(first);
    for (Flip flip : flips) {
      since = flip.restates() ? since(flip) : since;
    }
    Event event = last.event() == Event.REMINDER ? first.event() : last.event();
    return new FlipSummary(event, since, null, last.reason());
  }

  /** A change says when the state before it began; what goes on says when it did. */
  private static Instant since(Flip flip) {
    boolean begins = flip.event().turns() && !flip.restates() && !goesOn(flip);
    return begins || flip.since() == null ? flip.at() : flip.since();
  }

  private static boolean goesOn(Flip flip) {
    return flip.event() == Event.ESCALATED && Streak.failing(flip.from());
  }
}
