package dev.uproute.report;

import dev.uproute.text.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
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
   * @param open hours from this one on may still get results; those before are over
   * @param raw how long results are kept of services that do not say it themselves
   * @param days days before this time go
   * @param results results before this whole hour go, however long they are to be kept
   * @param hours hours before this whole day go, likewise
   */
  public record Limits(
      long now, long open, long raw, long hourly, long days, long results, long hours) {
    /** The same, and what is older than these times goes, too. */
    Limits and(long results, long hours) {
      return new Limits(now, open, raw, hourly, days, results, hours);
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
    long open = now.minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS).toEpochMilli();
    return new Limits(now.toEpochMilli(), open, raw.toMillis(), hourly.toMillis(), days, 0, 0);
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
   * @param pruned rows of select-old-results.sql
   */
  public boolean touchesUptime(List<Map<String, Object>> pruned) {
    Instant now = clock.instant();
    List<Instant> starts = Stream.of(LiveState.WINDOWS).map(now::minus).toList();
    return pruned.stream()
        .anyMatch(
            row -> {
              Instant from = time(row, "results_from").minus(EDGE);
              Instant upto = time(row, "upto").plus(EDGE);
              return starts.stream().anyMatch(at -> at.isAfter(from) && at.isBefore(upto));
            });
  }

  private static Instant time(Map<String, Object> row, String column) {
    return Instant.ofEpochMilli(((Number) row.get(column)).longValue());
  }
}
