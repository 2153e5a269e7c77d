package dev.uproute.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.record.Burn;
import dev.uproute.report.Budget;
import dev.uproute.text.Durations;
import java.time.Duration;
import java.util.Locale;

/** An error budget as the API says it. */
final class ApiBudget {
  private ApiBudget() {}

  static void put(ObjectNode node, Budget budget) {
    Double left = budget.left();
    Duration time = budget.time();
    node.put("of", budget.kind().word()).put("target", budget.target());
    node.put("window", Durations.text(budget.window()));
    node.put("counted", budget.counts().counted()).put("bad", budget.bad());
    node.put("left_percent", left == null ? null : rounded(left * 100));
    node.put("left_minutes", time == null ? null : rounded(time.toMillis() / 60_000.0));
    String burn = budget.burn().name().toLowerCase(Locale.ROOT);
    node.put("burn", budget.burn() == Burn.CALM ? null : burn);
  }

  /** To three decimals, down. */
  private static Double rounded(double value) {
    return Math.floor(value * 1000 + 1e-6) / 1000;
  }
}
