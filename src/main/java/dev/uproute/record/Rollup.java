package dev.uproute.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/**
 * What is kept of the results of one service in some span, by adding up: results, hours or days.
 * Not thread-safe.
 */
public final class Rollup {
  private final Sketch sketch = new Sketch();
  private long checks;
  private long counted;
  private long online;
  private long responses;
  private long sum;
  private long min = Long.MAX_VALUE;
  private long max;

  /**
   * One result.
   *
   * @param up null when it counts in no uptime
   * @param response in microseconds; null when there was none
   */
  public void add(Boolean up, Long response) {
    checks++;
    counted += up == null ? 0 : 1;
    online += Boolean.TRUE.equals(up) ? 1 : 0;
    if (response != null) {
      responses(1, response, response, response);
      sketch.add(response);
    }
  }

  /** A row of table hourly or daily; one from before there were sketches has percentiles only. */
  public void add(ResultSet row) throws SQLException {
    checks += row.getLong("checks");
    counted += row.getLong("counted");
    online += row.getLong("online");
    long times = row.getLong("responses");
    if (times == 0) {
      return;
    }
    long longest = row.getLong("response_max");
    responses(times, row.getLong("response_sum"), row.getLong("response_min"), longest);
    byte[] encoded = row.getBytes("sketch");
    if (encoded == null) {
      sketch.add(times, row.getLong("response_p50"), row.getLong("response_p95"), longest);
    } else {
      sketch.add(encoded);
    }
  }

  /** What another one holds. */
  void add(Rollup other) {
    checks += other.checks;
    counted += other.counted;
    online += other.online;
    if (other.responses > 0) {
      responses(other.responses, other.sum, other.min, other.max);
      sketch.add(other.sketch.encoded());
    }
  }

  /**
   * What another monitor counted, which knows of the response times only these: their mean counts
   * as the median, the longest as the 95th percentile.
   */
  public static Rollup of(
      long checks, long counted, long online, long responses, long sum, long min, long max) {
    Rollup rollup = new Rollup();
    rollup.checks = checks;
    rollup.counted = counted;
    rollup.online = online;
    if (responses > 0) {
      rollup.responses(responses, sum, min, max);
      rollup.sketch.add(responses, sum / responses, max, max);
    }
    return rollup;
  }

  private void responses(long times, long total, long shortest, long longest) {
    responses += times;
    sum += total;
    min = Math.min(min, shortest);
    max = Math.max(max, longest);
  }

  /** The parameters of upsert-hourly.sql and upsert-daily.sql. */
  List<Object> row(long service, long start) {
    return Arrays.asList(
        service,
        start,
        checks,
        counted,
        online,
        responses,
        responses == 0 ? null : sum,
        min(),
        max(),
        sketch.encoded());
  }

  /** All results, also those that count in no uptime. */
  public long checks() {
    return checks;
  }

  /** Those that are neither UNKNOWN nor from a maintenance. */
  public long counted() {
    return counted;
  }

  public long online() {
    return online;
  }

  public long responses() {
    return responses;
  }

  /** How many responses took as long as a limit, in microseconds, at most 1/128 too many. */
  public long slow(long limit) {
    return sketch.reaching(limit);
  }

  /** Of all response times, in microseconds; null when there is none. */
  public Double average() {
    return responses == 0 ? null : (double) sum / responses;
  }

  public Long min() {
    return responses == 0 ? null : min;
  }

  public Long max() {
    return responses == 0 ? null : max;
  }

  /**
   * The time that so many percent of the responses did not exceed, by nearest rank, at most 1/128
   * too long; null when there is none.
   */
  public Long percentile(double percent) {
    return responses == 0 ? null : Long.valueOf(Math.min(sketch.percentile(percent), max));
  }
}
