package dev.uproute.page;

import dev.uproute.record.Burn;
import dev.uproute.report.Budget;
import dev.uproute.report.ServiceReport;
import java.util.List;
import java.util.Locale;

/**
 * An error budget as pages show it.
 *
 * @param title what is to be reached, and in which time
 * @param left what is left, in percent, with a minus how far it is exceeded; a dash when nothing is
 *     known
 * @param time the downtime that is left; empty of responses, and when none is
 * @param kind {@code uptime} or {@code response}
 * @param bad how many were bad, of how many that count
 * @param width of the bar, 0 to 100: what is left, or all when nothing is
 * @param css {@code up}, {@code degraded} when little is left, {@code down} when nothing is
 * @param burn {@code fast} or {@code slow}; empty while it is used up slowly enough
 */
public record BudgetView(
    String title,
    String left,
    String time,
    String kind,
    String bad,
    int width,
    String css,
    String burn) {

  static List<BudgetView> all(ServiceReport report, Language language) {
    return report.budgets().stream().map(each -> of(each, language)).toList();
  }

  /** The one of which least is left, when that is little; null when none is. */
  static BudgetView scarce(ServiceReport report, Language language) {
    return report.budgets().stream()
        .filter(Budget::scarce)
        .min((a, b) -> a.left().compareTo(b.left()))
        .map(each -> of(each, language))
        .orElse(null);
  }

  private static BudgetView of(Budget budget, Language language) {
    Double left = budget.left();
    boolean time = budget.time() != null && left > 0;
    return new BudgetView(
        language.text(
            "budget." + budget.kind().word(),
            budget.target().replace('.', language.point()),
            language.duration(budget.window())),
        left(left, language),
        time ? language.duration(budget.time()) : "",
        budget.kind().word(),
        language.text(
            "budget.of", language.number(budget.bad()), language.number(budget.counts().counted())),
        width(left),
        left == null ? "unknown" : left <= 0 ? "down" : budget.scarce() ? "degraded" : "up",
        budget.burn() == Burn.CALM ? "" : budget.burn().name().toLowerCase(Locale.ROOT));
  }

  private static String left(Double left, Language language) {
    if (left == null) {
      return language.percent(null);
    }
    String percent = language.number((long) Math.floor(Math.abs(left) * 100 + 1e-9)) + " %";
    return left < 0 ? "−" + percent : percent;
  }

  private static int width(Double left) {
    // what is exceeded is a whole bar in its own colour
    return left == null ? 0 : left <= 0 ? 100 : Math.clamp((long) Math.floor(left * 100), 1, 100);
  }
}
