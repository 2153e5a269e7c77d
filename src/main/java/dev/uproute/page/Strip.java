package dev.uproute.page;

import dev.uproute.report.ServiceReport;
import dev.uproute.report.StatusLabel;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A timeline in one line of a list: buckets of equal length, oldest first, each in the worst state
 * of its minutes, as one path for each state. Two that look alike are equal. Immutable.
 *
 * @param width how many buckets it has
 */
public record Strip(int width, List<Part> parts) {
  /** How many buckets a line has at most. */
  static final int MOST = 60;

  /** The better before the worse; what is not known is worse than nothing else. */
  private static final List<String> SEVERITY =
      List.of("unknown", "up", "maintenance", "degraded", "bot", "down");

  /** All buckets of one state, as a path at half the height of 8. */
  public record Part(String css, String path) {}

  /**
   * @param span which minutes it shows
   */
  static Strip of(ServiceReport report, StripSpan span) {
    List<StatusLabel> all =
        Timeline.of(report.recent(), report.service().timing().interval(), span.until());
    List<StatusLabel> minutes = all.subList(all.size() - span.minutes(), all.size());
    int each = Math.ceilDiv(minutes.size(), MOST);
    List<String> buckets = new ArrayList<>(MOST);
    for (int i = 0; i < minutes.size(); i += each) {
      buckets.add(worst(minutes.subList(i, Math.min(minutes.size(), i + each))));
    }
    return of(buckets);
  }

  /**
   * @param buckets the class of each
   */
  static Strip of(List<String> buckets) {
    Map<String, StringBuilder> paths = new LinkedHashMap<>();
    int from = 0;
    for (int i = 1; i <= buckets.size(); i++) {
      String css = buckets.get(from);
      if (i == buckets.size() || !buckets.get(i).equals(css)) {
        StringBuilder path = paths.computeIfAbsent(css, _ -> new StringBuilder());
        path.append('M').append(from).append(" 4h").append(i - from);
        from = i;
      }
    }
    List<Part> parts =
        paths.entrySet().stream().map(e -> new Part(e.getKey(), e.getValue().toString())).toList();
    return new Strip(buckets.size(), parts);
  }

  private static String worst(List<StatusLabel> minutes) {
    String worst = minutes.getFirst().css();
    for (StatusLabel minute : minutes) {
      if (SEVERITY.indexOf(minute.css()) > SEVERITY.indexOf(worst)) {
        worst = minute.css();
      }
    }
    return worst;
  }
}
