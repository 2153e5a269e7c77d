package dev.uproute.service;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;

/**
 * A name that stands for other channels at other times of the week, so that whoever is on call is
 * notified. Immutable.
 *
 * @param weekly at least one, in the order of the week, no two of the same time
 * @param zone of the times
 */
public record OnCall(String name, List<Turn> weekly, ZoneId zone) {

  /**
   * From this time of the week to the next one these channels are on call.
   *
   * @param channels at least one
   */
  public record Turn(DayOfWeek day, LocalTime at, List<String> channels) {
    /** How far into the week it begins. */
    public Duration begin() {
      return intoWeek(day, at);
    }
  }

  /** The channels that are on call at a time. */
  public List<String> at(Instant time) {
    LocalDateTime local = LocalDateTime.ofInstant(time, zone);
    Duration now = intoWeek(local.getDayOfWeek(), local.toLocalTime());
    // before the first of a week the last one of the week before goes on
    Turn current = weekly.getLast();
    for (Turn turn : weekly) {
      current = turn.begin().compareTo(now) <= 0 ? turn : current;
    }
    return current.channels();
  }

  private static Duration intoWeek(DayOfWeek day, LocalTime at) {
    return Duration.ofDays(day.getValue()).plusNanos(at.toNanoOfDay());
  }
}
