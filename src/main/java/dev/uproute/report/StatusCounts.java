package dev.uproute.report;

import dev.uproute.check.Status;
import dev.uproute.text.Words;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How many services are in which state. */
public final class StatusCounts {
  private StatusCounts() {}

  /**
   * @param word what a status is called; those called the same are counted together
   * @return word → services in it, best first, those in maintenance and paused ones last; only
   *     words that occur
   */
  static Map<String, Integer> of(List<ServiceReport> services, Function<Status, String> word) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Status status : Status.values()) {
      for (ServiceReport each : services) {
        if (each.active() && each.status() == status) {
          counts.merge(word.apply(status), 1, Integer::sum);
        }
      }
    }
    for (StatusLabel face : List.of(StatusLabel.MAINTENANCE, StatusLabel.PAUSED)) {
      int number =
          (int) services.stream().filter(each -> StatusLabel.of(each).equals(face)).count();
      if (number > 0) {
        counts.put(face == StatusLabel.PAUSED ? "paused" : "in maintenance", number);
      }
    }
    return counts;
  }

  /** For example {@code 3 services: 2 online, 1 offline}. */
  public static String text(List<ServiceReport> services) {
    String counts =
        of(services, status -> StatusLabel.label(status).toLowerCase(Locale.ROOT))
            .entrySet()
            .stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    return Words.count(services.size(), "service") + (counts.isEmpty() ? "" : ": " + counts);
  }
}
