package dev.uproute.report;

import dev.uproute.store.Store;
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

  /** What was counted of every service: its id, counted and online. */
  static final String COUNTS =
      "select id, sum(counted) as counted, sum(online) as online from (\n"
          + parts(
              "k.id, sum(t.counted) as counted, sum(t.online) as online",
              "k.id, count(r.online), coalesce(sum(r.online), 0)",
              "and k.id is not null group by k.key")
          + ") part group by id";

  /** The same of the services in parameter {@code ids}. */
  static final String COUNTS_OF = COUNTS.replace("k.id is not null", "k.id in (:ids)");

  /**
   * Row by row, with response times, of the services in parameter {@code ids}; {@code counted} is
   * null in the row of a result.
   */
  static final String PARTS =
      parts(
          """
          k.id, t.online, null as response, t.checks, t.counted, t.responses, t.response_sum,
            t.response_min, t.response_max, t.response_p50, t.response_p95, t.sketch\
          """,
          "k.id, r.online, r.response, 1, null, null, null, null, null, null, null, null",
          "and k.id in (:ids)");

  private static String parts(String sums, String results, String tail) {
    return Store.sql("select-parts")
        .replace("${sums}", sums)
        .replace("${results}", results)
        .replace("${tail}", tail);
  }

  /**
   * The parameters of both statements: {@code firstHour} to {@code lastHour} are whole hours,
   * {@code firstDay} to {@code lastDay} the whole days among them. {@code hour} and {@code day} are
   * those which begin in the span and end after it.
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
