package dev.uproute.record;

import java.nio.ByteBuffer;
import org.HdrHistogram.Histogram;

/**
 * Response times counted in buckets, from which percentiles are read. Buckets are fixed, so
 * sketches of hours add up to exactly that of their day. Times are microseconds; a bucket is as
 * wide as 1/128 of its times, at least 64; what takes longer than a minute counts as a minute. Not
 * thread-safe.
 */
public final class Sketch {
  /** The longest time that is told apart. */
  public static final long LONGEST = 60_000_000;

  /** Empty, for the limits of buckets, which are the same in all. */
  private static final Histogram SCALE = new Histogram(100, LONGEST, 2);

  private final Histogram counts = new Histogram(100, LONGEST, 2);

  /** One response time. */
  public void add(long response) {
    add(response, 1);
  }

  private void add(long response, long times) {
    if (times > 0) {
      counts.recordValueWithCount(Math.clamp(response, 0, LONGEST), times);
    }
  }

  /**
   * What {@link #encoded} gave.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public void add(byte[] encoded) {
    try {
      counts.add(Histogram.decodeFromByteBuffer(ByteBuffer.wrap(encoded), 0));
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("a sketch of " + encoded.length + " bytes is damaged", e);
    }
  }

  /**
   * Response times of which only this is known: half of them count as the median, those up to the
   * 95th percentile as that, the others as the longest.
   */
  void add(long responses, long median, long p95, long longest) {
    long half = (responses + 1) / 2;
    long slow = responses - Math.ceilDiv(responses * 95, 100);
    add(median, half);
    add(p95, responses - half - slow);
    add(longest, slow);
  }

  /**
   * How many are as long as a limit, to the width of a bucket: all of its bucket are.
   *
   * @param limit in microseconds
   */
  public long reaching(long limit) {
    return counts.getCountBetweenValues(Math.clamp(limit, 0, LONGEST), LONGEST);
  }

  /** Whether one response time is in the bucket of a limit, or above. */
  public static boolean reaches(long response, long limit) {
    long longest = SCALE.highestEquivalentValue(Math.clamp(response, 0, LONGEST));
    return longest >= Math.clamp(limit, 0, LONGEST);
  }

  /** The format of HdrHistogram, version 2; null when it holds nothing. */
  public byte[] encoded() {
    if (counts.getTotalCount() == 0) {
      return null;
    }
    ByteBuffer buffer = ByteBuffer.allocate(counts.getNeededByteBufferCapacity());
    byte[] encoded = new byte[counts.encodeIntoByteBuffer(buffer)];
    buffer.get(0, encoded);
    return encoded;
  }

  /**
   * By nearest rank: the upper end of the bucket in which that of the times is.
   *
   * @param percent more than 0, at most 100
   * @return in microseconds; null when it holds nothing
   */
  public Long percentile(double percent) {
    return counts.getTotalCount() == 0 ? null : counts.getValueAtPercentile(percent);
  }
}
