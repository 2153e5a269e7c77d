package dev.uproute.report;

import java.time.Instant;

/**
 * Online results ÷ all results, as fractions from 0 to 1; null where a window holds no result.
 *
 * @param first when the first of all results was found; null when it is not known
 */
public record Uptime(Double day, Double week, Double month, Double all, Instant first) {
  public static final Uptime NONE = new Uptime(null, null, null, null);

  public Uptime(Double day, Double week, Double month, Double all) {
    this(day, week, month, all, null);
  }
}
