package dev.uproute.text;

import java.util.Arrays;

/** How many values were at most how large, since the start. Thread-safe. */
public final class Histogram {
  private final double[] bounds;
  private final long[] counts;
  private double sum;

  /**
   * @param bounds the largest value of each bucket, from the smallest on; one more bucket takes
   *     what is larger
   */
  public Histogram(double... bounds) {
    this.bounds = bounds;
    this.counts = new long[bounds.length + 1];
  }

  /**
   * What was counted.
   *
   * @param bounds of the buckets; the last is infinite
   * @param counts values of each bucket alone
   */
  public record Counts(double[] bounds, long[] counts, double sum) {}

  public synchronized void add(double value) {
    int i = 0;
    while (i < bounds.length && value > bounds[i]) {
      i++;
    }
    counts[i]++;
    sum += value;
  }

  public synchronized Counts counts() {
    double[] all = Arrays.copyOf(bounds, counts.length);
    all[bounds.length] = Double.POSITIVE_INFINITY;
    return new Counts(all, counts.clone(), sum);
  }
}
