package dev.uproute.report;

import dev.uproute.check.Status;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How a state is shown on a page: always a word and a shape beside the colour.
 *
 * @param css class and shape: up, degraded, bot, down, unknown, paused or maintenance
 * @param key names the state, where its word is looked up in another language
 * @param word in English
 */
public record StatusLabel(String css, String key, String word) {
  /** The best first; what is not known is last. */
  private static final Map<Status, StatusLabel> FACES = new LinkedHashMap<>();

  static {
    Comparator<Status> unknownLast = Comparator.comparing(status -> status == Status.UNKNOWN);
    List<Status> ordered =
        Stream.of(Status.values()).sorted(unknownLast.thenComparing(Status::severity)).toList();
    for (Status status : ordered) {
      String key = status.name().toLowerCase(Locale.ROOT);
      FACES.put(status, new StatusLabel(status.css(), key, StatusLabel.label(status)));
    }
  }

  public static final StatusLabel PAUSED = new StatusLabel("paused", "paused", "Paused");
  public static final StatusLabel MAINTENANCE =
      new StatusLabel("maintenance", "maintenance", "Maintenance");

  public static StatusLabel of(Status status) {
    return FACES.get(status);
  }

  /** Every label a result may have, the best first. */
  public static List<StatusLabel> ofResults() {
    return Stream.concat(FACES.values().stream(), Stream.of(MAINTENANCE)).toList();
  }

  /** Every label a service may have, the best first, those that are not judged last. */
  static List<StatusLabel> all() {
    return Stream.concat(ofResults().stream(), Stream.of(PAUSED)).toList();
  }

  /** The state of a service or site as one or two words. */
  public static String label(Status status) {
    return switch (status) {
      case UP -> "Online";
      case DEGRADED -> "Degraded";
      case BOT_DETECTED -> "Bot protection";
      case TIMEOUT -> "Timed out";
      case DOWN -> "Offline";
      case UNKNOWN -> "Unknown";
      case PARTIAL -> "Partly down";
    };
  }

  public static StatusLabel of(ServiceReport report) {
    if (!report.service().enabled()) {
      return PAUSED;
    }
    return report.maintenance() == null ? of(report.status()) : MAINTENANCE;
  }

  /** The label of a group of services of which nothing counts: paused, or rather in maintenance. */
  public static StatusLabel idle(List<ServiceReport> services) {
    return services.stream().map(StatusLabel::of).anyMatch(MAINTENANCE::equals)
        ? MAINTENANCE
        : PAUSED;
  }
}
