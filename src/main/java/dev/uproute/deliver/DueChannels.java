package dev.uproute.deliver;

import dev.uproute.service.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which of the channels that are due are delivered to now: one thread of this process at a time
 * works on a channel, so that a slow receiver or a locked database gathers no threads. When a
 * channel is due stands in the table channel alone. Thread-safe.
 */
public final class DueChannels {
  /**
   * A channel is due again after this time at the latest, whatever it waits for: silences, rules
   * and the wall clock may change meanwhile.
   */
  static final Duration LATEST = Duration.ofSeconds(30);

  /** A channel that could not be claimed is left alone for this long. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Channels channels;
  private final MonotonicClock clock;
  private final InstantSource wall;
  private final Map<String, Instant> busyUntil = new HashMap<>();

  public DueChannels(Channels channels, MonotonicClock clock, InstantSource wall) {
    this.channels = channels;
    this.clock = clock;
    this.wall = wall;
  }

  /** The parameters of select-due.sql. */
  public Map<String, Object> parameters() {
    long now = wall.millis();
    return Map.of("now", now, "latest", now + LATEST.toMillis());
  }

  /**
   * The channels to deliver to now; none of them is named again before it is {@link #done}.
   *
   * @param due the rows of select-due.sql
   */
  public synchronized List<String> begin(List<Map<String, Object>> due) {
    Instant now = clock.instant();
    Set<String> names = channels.all().stream().map(Channel::name).collect(Collectors.toSet());
    busyUntil.values().removeIf(until -> !until.isAfter(now));
    return due.stream()
        .map(row -> (String) row.get("channel"))
        .filter(names::contains)
        .filter(channel -> busyUntil.putIfAbsent(channel, Instant.MAX) == null)
        .toList();
  }

  /**
   * Nobody works on this channel any more.
   *
   * @param claim null when there is none: another instance has the channel, one that died had it,
   *     or the database did not take the claim
   */
  public synchronized void done(String channel, Claim claim) {
    if (claim == null) {
      busyUntil.put(channel, clock.instant().plus(PATIENCE));
    } else {
      busyUntil.remove(channel);
    }
  }
}
