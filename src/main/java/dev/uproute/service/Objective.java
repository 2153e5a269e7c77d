package dev.uproute.service;

import dev.uproute.text.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Locale;

/**
 * What a service is meant to reach (SLO), over a rolling window; reports say whether it did.
 *
 * @param uptime percent of the results that count, above 0 and at most 100; null = none
 * @param window the time it is judged over, up to now
 * @param response limit of response times; null = none
 */
public record Objective(Double uptime, Duration window, Response response) {
  /** Which figure of the response times is judged. */
  public enum Figure {
    AVG(null),
    P50(0.5),
    P95(0.05),
    P99(0.01);

    private final Double above;

    Figure(Double above) {
      this.above = above;
    }

    /** The share of the responses that may be slower; null for an average, which has none. */
    public Double above() {
      return above;
    }
  }

  /** The share of the results that may fail; null when nothing says so, or none may. */
  public Double failing() {
    if (uptime == null || uptime >= 100) {
      return null;
    }
    BigDecimal percent = BigDecimal.valueOf(100).subtract(BigDecimal.valueOf(uptime));
    return percent.movePointLeft(2).doubleValue();
  }

  /** The share of the responses that may be slower; null when nothing says so. */
  public Double slower() {
    return response == null ? null : response.figure().above();
  }

  /** One line: {@code p95 < 300ms}. */
  public record Response(Figure figure, Duration below) {
    @Override
    public String toString() {
      return figure.name().toLowerCase(Locale.ROOT) + " < " + Durations.text(below);
    }
  }
}
