package dev.uproute.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** How many services are in which state. */
public final class StatusCounts {
  private StatusCounts() {}

  /**
   * @param word what a state is called; those called the same are counted together
   * @return word → services in it, best first, those in maintenance and paused ones last; only
   *     words that occur
   */
  public static Map<String, Integer> of(
      List<ServiceReport> services, Function<StatusLabel, String> word) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (StatusLabel label : StatusLabel.all()) {
      for (ServiceReport each : services) {
        if (StatusLabel.of(each).equals(label)) {
          counts.merge(word.apply(label), 1, Integer::sum);
        }
      }
    }
    return counts;
  }
}
