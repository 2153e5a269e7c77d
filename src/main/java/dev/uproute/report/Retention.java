package dev.uproute.report;

import dev.uproute.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/** How long history is kept, as route {@code keep} asks. Immutable. */
public final class Retention {
  /** What {@code uproute.keep.daily} is when days never go. */
  public static final String FOREVER = "forever";

  /** A live state that was not updated for longer counts anew by itself. */
  static final Duration EDGE = Duration.ofHours(6);

  private final Duration raw;
  private final Duration hourly;
  private final Duration daily;
  private final InstantSource clock;

  /**
   * What may go, in epoch milliseconds and milliseconds; the parameters of the SQL files that
   * prune.
   *
   * @param raw how long results are kept of services that do not say it themselves
   * @param days days before this time go
   * @param results results before this whole hour go, however long they are to be kept
   * @param hours hours before this whole day go, likewise
   */
  public record Limits(long now, long raw, long hourly, long days, long results, long hours) {
    /** The same, and what is older than these times goes, too. */
    Limits and(long results, long hours) {
      return new Limits(now, raw, hourly, days, results, hours);
    }
  }

  /**
   * @param raw {@code uproute.keep.raw}, at least 1 h
   * @param hourly {@code uproute.keep.hourly}, at least {@code raw} and 1 d
   * @param daily {@code uproute.keep.daily}, at least {@code hourly}, or {@link #FOREVER}
   * @throws IllegalArgumentException when one of them is too short
   */
  public Retention(Duration raw, Duration hourly, String daily) {
    this(raw, hourly, daily, InstantSource.system());
  }

  Retention(Duration raw, Duration hourly, String daily, InstantSource clock) {
    least("raw", raw, Duration.ofHours(1), "1h is");
    least("hourly", hourly, max(raw, Duration.ofDays(1)), "uproute.keep.raw and 1d are");
    this.daily = daily.equals(FOREVER) ? null : Durations.parse(daily);
    if (this.daily != null) {
      least("daily", this.daily, hourly, "uproute.keep.hourly is");
    }
    this.raw = raw;
    this.hourly = hourly;
    this.clock = clock;
  }

  private static void least(String key, Duration time, Duration least, String named) {
    if (time.compareTo(least) < 0) {
      throw new IllegalArgumentException(
          "uproute.keep.%s: %s is too short, %s the least"
              .formatted(key, Durations.text(time), named));
    }
  }

  private static Duration max(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  /** What is too old now. */
  public Limits limits() {
    Instant now = clock.instant();
    long days = daily == null ? 0 : now.minus(daily).truncatedTo(ChronoUnit.DAYS).toEpochMilli();
    return new Limits(now.toEpochMilli(), raw.toMillis(), hourly.toMillis(), days, 0, 0);
  }

  /** Results before this whole hour may go, in epoch milliseconds. */
  public long resultsBefore() {
    return clock.instant().minus(raw).truncatedTo(ChronoUnit.HOURS).toEpochMilli();
  }

  /** Hours before this whole day may go, in epoch milliseconds. */
  public long hoursBefore() {
    return clock.instant().minus(hourly).truncatedTo(ChronoUnit.DAYS).toEpochMilli();
  }

  /** Deliveries before this whole hour may go, in epoch milliseconds. */
  public long deliveriesBefore() {
    return clock.instant().minus(raw).truncatedTo(ChronoUnit.HOURS).toEpochMilli();
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
