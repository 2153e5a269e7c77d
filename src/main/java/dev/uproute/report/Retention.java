package dev.uproute.report;

import dev.uproute.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** How long history is kept, as route {@code keep} asks. Immutable. */
public final class Retention {
  /** A live state that was not updated for longer counts anew by itself. */
  static final Duration EDGE = Duration.ofHours(6);

  private final Duration raw;
  private final Duration hourly;
  private final InstantSource clock;

  /**
   * @param raw {@code uproute.keep.raw}, at least 1 h
   * @param hourly {@code uproute.keep.hourly}, at least {@code raw} and 1 d
   * @throws IllegalArgumentException when one of them is too short
   */
  public Retention(Duration raw, Duration hourly) {
    this(raw, hourly, InstantSource.system());
  }

  Retention(Duration raw, Duration hourly, InstantSource clock) {
    if (raw.compareTo(Duration.ofHours(1)) < 0) {
      throw new IllegalArgumentException(
          "uproute.keep.raw: " + Durations.text(raw) + " is too short, 1h is the least");
    }
    if (hourly.compareTo(raw) < 0 || hourly.compareTo(Duration.ofDays(1)) < 0) {
      throw new IllegalArgumentException(
          "uproute.keep.hourly: "
              + Durations.text(hourly)
              + " is too short, uproute.keep.raw and 1d are the least");
    }
    this.raw = raw;
    this.hourly = hourly;
    this.clock = clock;
  }

  /** Results before this whole hour may go, in epoch milliseconds. */
  public long resultsBefore() {
    return clock.instant().minus(raw).truncatedTo(ChronoUnit.HOURS).toEpochMilli();
  }

  /** Hours before this whole day may go, in epoch milliseconds. */
  public long hoursBefore() {
    return clock.instant().minus(hourly).truncatedTo(ChronoUnit.DAYS).toEpochMilli();
  }

  /**
   * Whether a window of an uptime begins among these results, or did at the last report. Some of
   * their hour have left it already, so it must be counted again; elsewhere an hour leaves a window
   * as its results would have.
   *
   * @param at the oldest, in epoch milliseconds
   * @param upto the end of their last hour, in epoch milliseconds
   */
  public boolean touchesUptime(long at, long upto) {
    Instant now = clock.instant();
    return Stream.of(LiveState.WINDOWS)
        .map(now::minus)
        .anyMatch(
            start ->
                start.isBefore(Instant.ofEpochMilli(upto).plus(EDGE))
                    && start.isAfter(Instant.ofEpochMilli(at).minus(EDGE)));
  }
}
