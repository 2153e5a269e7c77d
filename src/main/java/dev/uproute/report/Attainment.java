package dev.uproute.report;

import dev.uproute.service.Objective;
import dev.uproute.text.Durations;
import dev.uproute.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a service reached its objective in the window that ends with a report.
 *
 * @param uptime in that window, as a fraction; null when nothing was counted
 * @param response the figure the objective names, in microseconds; null when nothing was timed
 * @param responses in that window, and how many of them were fast enough
 */
public record Attainment(
    Objective objective, Double uptime, Long response, Uptime.Counts responses) {
  /**
   * @param figures of the window; null for a service that was never checked
   * @param responses as above
   */
  static Attainment of(Objective objective, Figures figures, Uptime.Counts responses) {
    if (figures == null) {
      return new Attainment(objective, null, null, Uptime.Counts.NONE);
    }
    Long response = null;
    if (objective.response() != null) {
      response =
          switch (objective.response().figure()) {
            case AVG -> figures.roundedAverage();
            case P50 -> figures.p50();
            case P95 -> figures.p95();
            case P99 -> figures.p99();
          };
    }
    return new Attainment(objective, figures.uptime(), response, responses);
  }

  /** Null while there is nothing to judge. */
  public Boolean met() {
    Boolean up = uptimeMet();
    Boolean fast = responseMet();
    if (up == null || fast == null) {
      return up == null ? fast : up;
    }
    return up && fast;
  }

  private Boolean uptimeMet() {
    // as percentages of three decimals, rounded down as they are shown
    return objective.uptime() == null || uptime == null
        ? null
        : (Boolean) (uptime * 100 >= objective.uptime() - 1e-9);
  }

  private Boolean responseMet() {
    return objective.response() == null || response == null
        ? null
        : (Boolean) (response < objective.response().below().toNanos() / 1000);
  }

  /**
   * How much of what may fail in the window has not failed, as a fraction: 1 is all, below 0 more
   * failed than may. Null without an objective of uptime, or one of 100 %.
   */
  public Double budgetLeft() {
    return left(objective.failing(), uptime);
  }

  /** The same of responses, which may be slow; null without a percentile that is to be reached. */
  public Double responsesLeft() {
    return left(objective.slower(), responses.uptime());
  }

  private static Double left(Double share, Double good) {
    return share == null || good == null ? null : Double.valueOf(1 - (1 - good) / share);
  }

  /** For example {@code 99.95 % of 99.9 % in 30d, 50 % of the error budget left}. */
  public String text() {
    List<String> parts = new ArrayList<>();
    String in = " in " + Durations.text(objective.window());
    if (objective.uptime() != null) {
      parts.add(Words.percent(uptime) + " of " + number(objective.uptime()) + " %" + in);
    }
    if (budgetLeft() != null) {
      parts.add(budget(budgetLeft()));
    }
    if (objective.response() != null) {
      String figure = objective.response().figure().name().toLowerCase(Locale.ROOT);
      String limit = Durations.text(objective.response().below());
      parts.add(figure + " " + Words.millis(response) + " of " + limit + in);
    }
    if (responsesLeft() != null) {
      parts.add(budget(responsesLeft()));
    }
    return String.join(", ", parts);
  }

  private static String budget(double left) {
    long percent = (long) Math.floor(Math.abs(left) * 100 + 1e-9);
    return left < 0
        ? "error budget exceeded by " + percent + " %"
        : percent + " % of the error budget left";
  }

  private static String number(double value) {
    return new java.math.BigDecimal(String.valueOf(value)).stripTrailingZeros().toPlainString();
  }
}
