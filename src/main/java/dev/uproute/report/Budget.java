package dev.uproute.report;

import dev.uproute.record.Burn;
import dev.uproute.service.Objective;
import dev.uproute.service.Service;
import dev.uproute.text.Durations;
import dev.uproute.text.Words;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/**
 * An error budget: what of the results, or responses, of a service may be bad in the window of its
 * objective, and what was. Immutable.
 *
 * @param kind what it is of
 * @param share of those that count the part that may be bad, above 0 and below 1
 * @param target what is to be reached, such as {@code 99.9 %} or {@code p95 < 300ms}
 * @param window of the objective
 * @param interval between two checks, for which a result stands
 * @param spans how many count, and how many of those were good, in each of {@link BurnRules#spans},
 *     the whole window last
 */
public record Budget(
    Kind kind,
    double share,
    String target,
    Duration window,
    Duration interval,
    List<Uptime.Counts> spans) {

  /** Of results that failed, or of responses that were slower than the limit. */
  public enum Kind {
    UPTIME,
    RESPONSE;

    /** The word in the API and metrics. */
    public String word() {
      return this == UPTIME ? "uptime" : "response";
    }
  }

  static Budget uptime(Service service, List<Uptime.Counts> spans) {
    Objective objective = service.objective();
    String target =
        BigDecimal.valueOf(objective.uptime()).stripTrailingZeros().toPlainString() + " %";
    return of(service, Kind.UPTIME, objective.failing(), target, spans);
  }

  static Budget response(Service service, List<Uptime.Counts> spans) {
    Objective objective = service.objective();
    String target = objective.response().toString();
    return of(service, Kind.RESPONSE, objective.slower(), target, spans);
  }

  private static Budget of(
      Service service, Kind kind, double share, String target, List<Uptime.Counts> spans) {
    Duration window = service.objective().window();
    return new Budget(kind, share, target, window, service.timing().interval(), spans);
  }

  /** Of the whole window. */
  public Uptime.Counts counts() {
    return spans.getLast();
  }

  public long bad() {
    return counts().counted() - counts().online();
  }

  /** How many of those that count may be bad. */
  public double allowed() {
    return share * counts().counted();
  }

  /** What is left of it: 1 is all, below 0 more was bad than may; null when nothing counts. */
  public Double left() {
    return counts().counted() == 0 ? null : Double.valueOf(1 - bad() / allowed());
  }

  /** Whether a tenth of it or less is left. */
  public boolean scarce() {
    return left() != null && left() <= 0.1 + 1e-9;
  }

  /**
   * The downtime that is left, as each result stands for one interval; below 0 when it is exceeded.
   * Null when nothing counts, and of responses, which are counted and not timed.
   */
  public Duration time() {
    if (kind == Kind.RESPONSE || left() == null) {
      return null;
    }
    return Duration.ofMillis(Math.round((allowed() - bad()) * interval.toMillis()));
  }

  /** How fast it is used up just now. */
  public Burn burn() {
    return BurnRules.burn(List.of(this));
  }

  /** For example {@code 99.9 % in 30d: 61 % of the error budget is left (26 min of downtime)}. */
  public String text() {
    return "%s in %s: %s".formatted(target, Durations.text(window), rest());
  }

  private String rest() {
    if (left() == null) {
      return "nothing is known";
    }
    long percent = (long) Math.floor(Math.abs(left()) * 100 + 1e-9);
    if (left() < 0) {
      return "the error budget is exceeded by " + percent + " %";
    }
    String time = time() == null ? "" : " (" + Words.duration(time()) + " of downtime)";
    return percent + " % of the error budget is left" + time;
  }
}
