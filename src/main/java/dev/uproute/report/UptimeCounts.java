package dev.uproute.report;

/**
 * How many results count in an uptime, and how many of those were online.
 *
 * @param counted results that are neither UNKNOWN nor from a maintenance
 */
public record UptimeCounts(long counted, long online) {
  public static final UptimeCounts NONE = new UptimeCounts(0, 0);

  /** One more result; null, which is in neither count, changes nothing. */
  public UptimeCounts with(Boolean up) {
    return up == null ? this : new UptimeCounts(counted + 1, online + (up ? 1 : 0));
  }

  public UptimeCounts plus(UptimeCounts other) {
    return new UptimeCounts(counted + other.counted, online + other.online);
  }

  public UptimeCounts minus(UptimeCounts other) {
    return new UptimeCounts(counted - other.counted, online - other.online);
  }

  /** A fraction from 0 to 1; null when nothing counts. */
  public Double uptime() {
    return counted == 0 ? null : (double) online / counted;
  }
}
