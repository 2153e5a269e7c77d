package dev.uproute.service;

import dev.uproute.text.Durations;
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
    AVG,
    P50,
    P95,
    P99
  }

  /** One line: {@code p95 < 300ms}. */
  public record Response(Figure figure, Duration below) {
    @Override
    public String toString() {
      return figure.name().toLowerCase(Locale.ROOT) + " < " + Durations.text(below);
    }
  }
}
