package dev.uproute.report;

import dev.uproute.record.Burn;
import dev.uproute.text.Words;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Decides when an error budget burns: is used up so fast that somebody has to know. Pure. These are
 * the alerts with several windows and burn rates of The Site Reliability Workbook (Google, chapter
 * "Alerting on SLOs"); a burn rate of 1 uses up the budget in exactly its window.
 *
 * <ol>
 *   <li>Of a window of 30 days: {@code fast} is a rate of 14.4 in one hour and in five minutes (2 %
 *       of the budget in that hour), or of 6 in six hours and in thirty minutes (5 %); {@code slow}
 *       is a rate of 1 in three days and in six hours (10 %). In another window these times are as
 *       much longer or shorter.
 *   <li>It begins when the rate is reached in both times: the long one says that it matters, the
 *       short one that it goes on.
 *   <li>Few results say nothing: the long time has at least ten that count, and three that were
 *       bad. Of ten one is 10 %, which is a rate of 100 to 99.9 %, and one or two failures are what
 *       {@code down_after} is for.
 *   <li>It is over when the rate is not reached in both times any more, so soon after the short one
 *       is calm, as an alert of Prometheus with that condition is. A short time without a result
 *       says nothing. What was fast may be slow after that.
 *   <li>What begins again within the longest time of its kind after it was over ends this once when
 *       no long time reaches its rate any more; so what comes and goes is notified twice.
 *   <li>In a silence nothing begins.
 * </ol>
 */
public final class BurnRules {
  private static final int LEAST_RESULTS = 10;
  private static final int LEAST_BAD = 3;
  private static final double ROUNDING = 1e-9;

  /** The parts of a window that are asked for, the shortest first. */
  private static final List<Integer> PARTS = List.of(8640, 1440, 720, 120, 10, 1);

  private static final List<Pair> PAIRS =
      List.of(
          new Pair(Burn.FAST, 720, 8640, 14.4),
          new Pair(Burn.FAST, 120, 1440, 6.0),
          new Pair(Burn.SLOW, 10, 120, 1));

  private BurnRules() {}

  /** Two times, as parts of the window, and the rate to reach in both. */
  private record Pair(Burn burn, int longer, int shorter, double rate) {
    boolean begins(Budget budget) {
      Uptime.Counts all = counts(budget, longer);
      boolean many = all.counted() >= LEAST_RESULTS && bad(all) >= LEAST_BAD;
      return many && reached(budget, longer) && reached(budget, shorter);
    }

    boolean lasts(Budget budget, boolean again) {
      boolean calm = counts(budget, shorter).counted() > 0 && !reached(budget, shorter);
      return reached(budget, longer) && (again || !calm);
    }

    boolean reached(Budget budget, int part) {
      Uptime.Counts counts = counts(budget, part);
      return counts.counted() > 0
          && bad(counts) >= rate * budget.share() * counts.counted() - ROUNDING;
    }
  }

  /**
   * That it burns otherwise.
   *
   * @param reason one sentence
   */
  public record Change(Burn to, String reason) {}

  /** The times in which results are counted, the shortest first, the window last. */
  static List<Duration> spans(Duration window) {
    return PARTS.stream().map(window::dividedBy).toList();
  }

  /**
   * What is to be notified of a service next; null = nothing.
   *
   * @param before what was notified last
   * @param again whether it had been over shortly before that: {@link #soon}
   * @param budgets none when it has no objective any more
   */
  public static Change next(Burn before, boolean again, List<Budget> budgets) {
    Burn begun = burn(budgets);
    Burn next = begun.compareTo(before) > 0 ? begun : lasting(before, again, budgets);
    if (next == before) {
      return null;
    }
    return new Change(
        next, begun == next && next != Burn.CALM ? why(next, budgets) : left(budgets));
  }

  /** What begins now. */
  static Burn burn(List<Budget> budgets) {
    return PAIRS.stream()
        .filter(pair -> budgets.stream().anyMatch(pair::begins))
        .map(Pair::burn)
        .max(Comparator.naturalOrder())
        .orElse(Burn.CALM);
  }

  /**
   * Whether it begins again soon after it was over: within the longest time of its kind.
   *
   * @param burn what begins
   * @param since how long ago it was over
   */
  public static boolean soon(Burn burn, Duration since, Duration window) {
    return PAIRS.stream()
        .filter(pair -> pair.burn() == burn)
        .anyMatch(pair -> since.compareTo(window.dividedBy(pair.longer())) < 0);
  }

  private static Burn lasting(Burn before, boolean again, List<Budget> budgets) {
    return PAIRS.stream()
        .filter(pair -> pair.burn().compareTo(before) <= 0)
        .filter(
            pair ->
                budgets.stream().anyMatch(each -> pair.lasts(each, again && pair.burn() == before)))
        .map(Pair::burn)
        .max(Comparator.naturalOrder())
        .orElse(Burn.CALM);
  }

  private static String why(Burn burn, List<Budget> budgets) {
    for (Pair pair : PAIRS) {
      for (Budget budget : budgets) {
        if (pair.burn() == burn && pair.begins(budget)) {
          return sentence(budget, pair);
        }
      }
    }
    throw new IllegalArgumentException("no budget burns " + burn);
  }

  private static String left(List<Budget> budgets) {
    return budgets.stream()
        .min(Comparator.comparing(Budget::left, Comparator.nullsLast(Comparator.naturalOrder())))
        .map(Budget::text)
        .orElse("It has no objective any more");
  }

  private static Uptime.Counts counts(Budget budget, int part) {
    return budget.spans().get(PARTS.indexOf(part));
  }

  private static long bad(Uptime.Counts counts) {
    return counts.counted() - counts.online();
  }

  private static String sentence(Budget budget, Pair pair) {
    Uptime.Counts counts = counts(budget, pair.longer());
    double rate = bad(counts) / (budget.share() * counts.counted());
    return "%d of %d %s in %s, %s times what the objective allows; %s"
        .formatted(
            bad(counts),
            counts.counted(),
            budget.kind() == Budget.Kind.UPTIME ? "checks failed" : "responses were slow",
            Words.duration(budget.window().dividedBy(pair.longer())),
            String.format(Locale.ROOT, "%.1f", rate),
            budget.text());
  }
}
