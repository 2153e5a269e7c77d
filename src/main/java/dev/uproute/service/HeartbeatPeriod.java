package dev.uproute.service;

import java.time.Duration;

/**
 * How often a heartbeat has to come.
 *
 * @param every from one heartbeat to the next
 * @param grace how late one may be, and how long a job that sent a start signal may run
 */
public record HeartbeatPeriod(Duration every, Duration grace) {
  private static final Duration LEAST = Duration.ofMinutes(1);

  /**
   * @param grace null for the usual one: a 24th of the period, an hour for a daily job, at least a
   *     minute
   */
  public static HeartbeatPeriod of(Duration every, Duration grace) {
    Duration usual = every.dividedBy(24);
    return new HeartbeatPeriod(
        every, grace != null ? grace : usual.compareTo(LEAST) < 0 ? LEAST : usual);
  }

  /**
   * How often it is judged whether a heartbeat is missing: for a daily one more often than once a
   * day.
   */
  public Duration judged() {
    return every.compareTo(LEAST) < 0 ? every : LEAST;
  }
}
