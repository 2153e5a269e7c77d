package dev.uproute.report;

/**
 * Online results ÷ all results, as fractions from 0 to 1; null where a window holds no result (SPEC
 * §3).
 */
public record Uptime(Double day, Double week, Double month, Double all) {
  public static final Uptime NONE = new Uptime(null, null, null, null);
}
