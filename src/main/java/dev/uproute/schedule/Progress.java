package dev.uproute.schedule;

import java.time.Duration;

/**
 * How checks go now.
 *
 * @param services that have a place in time; paused ones have none
 * @param underWay checks
 * @param silent services without a result for three intervals, and for 15 s at least
 * @param late how long the check that is due the longest waits to be handed out
 * @param tick since the last call of {@link Schedule#waits} or {@link Schedule#due}
 * @param result since the last result, or the start
 * @param skipped as {@link Schedule#skipped}
 */
public record Progress(
    int services,
    int underWay,
    int silent,
    Duration late,
    Duration tick,
    Duration result,
    long skipped) {
  /** Whether there are no ticks, or most services are silent. */
  public boolean standsStill() {
    return tick.toMillis() > Slot.SILENCE || silent > 0 && silent * 2 >= services;
  }
}
