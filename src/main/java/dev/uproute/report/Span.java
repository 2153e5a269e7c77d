package dev.uproute.report;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A time between two others, the second excluded, and the whole hours and days in it. Immutable.
 *
 * @param from the first instant
 * @param to the first one after it
 */
record Span(Instant from, Instant to) {
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final long NONE = -1;

  /**
   * The parameters of select-counts.sql and select-parts.sql: {@code firstHour} to {@code lastHour}
   * are whole hours, {@code firstDay} to {@code lastDay} the whole days among them. {@code hour}
   * and {@code day} are those which begin in the span and end after it.
   */
  Map<String, Object> parameters() {
    long start = from.toEpochMilli();
    long end = to.toEpochMilli();
    long firstHour = end(start, HOUR);
    long lastHour = begin(end, HOUR);
    if (firstHour > lastHour) {
      firstHour = end;
      lastHour = end;
    }
    long firstDay = end(firstHour, DAY);
    long lastDay = begin(lastHour, DAY);
    if (firstDay > lastDay) {
      firstDay = lastHour;
      lastDay = lastHour;
    }
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("from", start);
    parameters.put("to", end);
    parameters.put("firstHour", firstHour);
    parameters.put("lastHour", lastHour);
    parameters.put("firstDay", firstDay);
    parameters.put("lastDay", lastDay);
    parameters.put("hour", begun(start, end, HOUR));
    parameters.put("day", begun(start, end, DAY));
    return parameters;
  }

  private static long begun(long start, long end, long length) {
    long begun = begin(end, length);
    return begun >= start && begun < end ? begun : NONE;
  }

  private static long begin(long at, long length) {
    return at - Math.floorMod(at, length);
  }

  /** The same time when it is whole, or else the end of its hour or day. */
  private static long end(long at, long length) {
    return begin(at + length - 1, length);
  }
}
