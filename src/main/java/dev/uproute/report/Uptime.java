package dev.uproute.report;

import java.time.Instant;

/**
 * Online results ÷ all results, as fractions from 0 to 1; null where a window holds no result.
 *
 * @param first when the first of all results was found; null when it is not known
 */
public record Uptime(Double day, Double week, Double month, Double all, Instant first) {
  /**
   * How many results count in an uptime, and how many of those were online.
   *
   * @param counted results that are neither UNKNOWN nor from a maintenance
   */
  public record Counts(long counted, long online) {
    public static final Counts NONE = new Counts(0, 0);

    /** One more result; null, which is in neither count, changes nothing. */
    public Counts with(Boolean up) {
      return up == null ? this : new Counts(counted + 1, online + (up ? 1 : 0));
    }

    public Counts plus(Counts other) {
      return new Counts(counted + other.counted, online + other.online);
    }

    public Counts minus(Counts other) {
      return new Counts(counted - other.counted, online - other.online);
    }

    /** A fraction from 0 to 1; null when nothing counts. */
    public Double uptime() {
      return counted == 0 ? null : (double) online / counted;
    }
  }

  public static final Uptime NONE = new Uptime(null, null, null, null);

  public Uptime(Double day, Double week, Double month, Double all) {
    this(day, week, month, all, null);
  }
}
