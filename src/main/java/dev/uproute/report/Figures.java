package dev.uproute.report;

import dev.uproute.record.Rollup;

/**
 * How one service was in some time. What it found is exact to the result as far back as results are
 * kept, then to the hour, then to the day; flips and downtime are exact to the millisecond always.
 *
 * @param checks all results, also those that count in no uptime
 * @param outages what its state was
 * @param average of the response times, in microseconds; null when there is none
 * @param min as {@code average}
 * @param max as {@code average}
 * @param p50 the time that half of the responses did not exceed: by nearest rank, at most 1/128 too
 *     long; null when there is none
 * @param p95 as {@code p50}
 * @param p99 as {@code p50}
 */
public record Figures(
    long checks,
    Uptime.Counts counts,
    Outages outages,
    Double average,
    Long min,
    Long max,
    Long p50,
    Long p95,
    Long p99) {

  static Figures of(Rollup results, Outages outages) {
    return new Figures(
        results.checks(),
        new Uptime.Counts(results.counted(), results.online()),
        outages,
        results.average(),
        results.min(),
        results.max(),
        results.percentile(50),
        results.percentile(95),
        results.percentile(99));
  }

  /** Online ÷ all results that count, from 0 to 1; null when none does. */
  public Double uptime() {
    return counts.uptime();
  }

  /** In whole microseconds; null when there is no response time. */
  public Long roundedAverage() {
    return average == null ? null : Long.valueOf(Math.round(average));
  }
}
