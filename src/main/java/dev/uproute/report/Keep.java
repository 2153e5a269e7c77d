package dev.uproute.report;

import dev.uproute.service.Durations;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/** How long history is kept, as route {@code keep} asks. Immutable. */
public final class Keep {
  // the longest window that is counted from single results, and the hour its edge may lie in
  private static final Duration COUNTED = Duration.ofDays(30).plusHours(2);

  private final Duration raw;
  private final Duration hourly;
  private final InstantSource clock;

  /**
   * @param raw {@code uproute.keep.raw}, at least 1 h
   * @param hourly {@code uproute.keep.hourly}, at least {@code raw} and 1 d
   * @throws IllegalArgumentException when one of them is too short
   */
  public Keep(Duration raw, Duration hourly) {
    this(raw, hourly, InstantSource.system());
  }

  Keep(Duration raw, Duration hourly, InstantSource clock) {
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
   * Whether results go that an uptime still counts one by one, so that it must be counted again.
   */
  public boolean touchesUptime() {
    return raw.compareTo(COUNTED) < 0;
  }
}
