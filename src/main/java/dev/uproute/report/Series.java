package dev.uproute.report;

import dev.uproute.record.Marks;
import dev.uproute.record.Rollup;
import dev.uproute.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The response times of a service in any time as a line for a chart: each result where these are
 * few, else a point for each minute, hour or day. Thread-safe. Throws {@link
 * org.springframework.dao.DataAccessException} when the database cannot be read.
 */
public final class Series {
  /** Points of a line: as many as a wide screen has for it. */
  private static final int MOST = 1_500;

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration DAY = Duration.ofDays(1);

  /** Parts of a line that are made of results, and how long it may be then. */
  private static final Map<Duration, Duration> FINE =
      new TreeMap<>(
          Map.of(Duration.ofMinutes(1), DAY, Duration.ofMinutes(5), Duration.ofHours(49)));

  private final NamedParameterJdbcTemplate reader;
  private final TransactionTemplate snapshot;

  /**
   * @param bucket how long a part is; null when each point is a result
   * @param points oldest first, with one without times where the line is broken
   */
  public record Line(Duration bucket, List<Point> points) {}

  /**
   * @param at the result, or the beginning of the part
   * @param p50 response time that half of the answers did not exceed, in microseconds; null without
   *     any
   * @param p95 that 95 % of them did not exceed
   */
  public record Point(Instant at, Uptime.Counts counts, Long p50, Long p95) {}

  public Series(DataSource reader) {
    this.reader = new NamedParameterJdbcTemplate(reader);
    this.snapshot = new TransactionTemplate(new JdbcTransactionManager(reader));
  }

  /**
   * A line of what is kept between two times, the second excluded.
   *
   * @param interval of the checks; what is further apart is not joined
   */
  public Line of(String id, Instant from, Instant to, Duration interval) {
    return snapshot.execute(_ -> read(id, from, to, interval));
  }

  private Line read(String id, Instant from, Instant to, Duration interval) {
    List<Marks> found = reader.getJdbcTemplate().query(Store.sql("select-marks"), Marks::of, id);
    if (found.isEmpty()) {
      return new Line(null, List.of());
    }
    Marks marks = found.getFirst();
    Duration bucket = bucket(marks, from, Duration.between(from, to), interval);
    Map<Instant, Rollup> parts = new TreeMap<>();
    long start = from.toEpochMilli();
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("id", id);
    parameters.put("to", to.toEpochMilli());
    if (bucket != null && bucket.compareTo(HOUR) >= 0) {
      boolean days = bucket.equals(DAY);
      parameters.put("from", days ? Math.floorDiv(start, DAY.toMillis()) * DAY.toMillis() : start);
      parameters.put("days", days ? Math.min(marks.daysUntil(), to.toEpochMilli()) : 0);
      parameters.put("firstHour", days ? Math.max(marks.daysUntil(), start) : start);
      reader.query(
          Store.sql("select-series-rollups"),
          parameters,
          row -> {
            part(parts, row.getLong("start"), bucket).add(row);
          });
      start = Math.max(start, marks.hoursUntil());
    }
    parameters.put("from", start);
    reader.query(
        Store.sql("select-series-results"),
        parameters,
        row -> {
          Rollup part = part(parts, row.getLong("at"), bucket);
          long online = row.getLong("online");
          Boolean up = row.wasNull() ? null : (Boolean) (online == 1);
          long response = row.getLong("response");
          part.add(up, row.wasNull() ? null : (Long) response);
        });
    Duration gap = gap(interval);
    return new Line(
        bucket, joined(parts, bucket == null || bucket.compareTo(gap) < 0 ? gap : bucket));
  }

  /** Null where results are few enough to show each, as far back as they are kept. */
  private static Duration bucket(Marks marks, Instant from, Duration length, Duration interval) {
    if (from.toEpochMilli() >= marks.resultsFrom()) {
      if (length.dividedBy(interval) <= MOST) {
        return null;
      }
      for (Map.Entry<Duration, Duration> each : FINE.entrySet()) {
        if (length.compareTo(each.getValue()) <= 0) {
          return each.getKey();
        }
      }
    }
    boolean hours = from.toEpochMilli() >= marks.hoursFrom() && length.dividedBy(HOUR) <= MOST;
    return hours ? HOUR : DAY;
  }

  /** Longer than results are apart, with all their attempts. */
  static Duration gap(Duration interval) {
    return interval.multipliedBy(2).plusSeconds(60);
  }

  private static Rollup part(Map<Instant, Rollup> parts, long at, Duration bucket) {
    long start = bucket == null ? at : Math.floorDiv(at, bucket.toMillis()) * bucket.toMillis();
    return parts.computeIfAbsent(Instant.ofEpochMilli(start), _ -> new Rollup());
  }

  private static List<Point> joined(Map<Instant, Rollup> parts, Duration longest) {
    List<Point> points = new ArrayList<>();
    parts.forEach(
        (at, part) -> {
          Instant before = points.isEmpty() ? at : points.getLast().at();
          if (Duration.between(before, at).compareTo(longest) > 0) {
            points.add(new Point(before.plus(longest), Uptime.Counts.NONE, null, null));
          }
          Uptime.Counts counts = new Uptime.Counts(part.counted(), part.online());
          points.add(new Point(at, counts, part.percentile(50), part.percentile(95)));
        });
    return points;
  }
}
