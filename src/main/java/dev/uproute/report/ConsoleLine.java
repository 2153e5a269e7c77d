package dev.uproute.report;

import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console of {@code run}: one line for a report, only when a state changed or ten minutes have
 * passed since the last line. Thread-safe.
 */
public final class ConsoleLine {
  private static final Logger LOG = LoggerFactory.getLogger("dev.uproute.summary");
  private static final Duration REPEAT = Duration.ofMinutes(10);

  private Map<String, StatusLabel> printed;
  private Instant printedAt;

  /** Logs the line, if this report is worth one. */
  public void say(Report report) {
    if (due(report)) {
      LOG.info("{}", text(report));
    }
  }

  /** Whether this report is worth a line; if so, it counts as printed. */
  synchronized boolean due(Report report) {
    Map<String, StatusLabel> now = new LinkedHashMap<>();
    report.services().forEach(s -> now.put(s.service().id(), StatusLabel.of(s)));
    boolean due = !now.equals(printed) || !report.at().isBefore(printedAt.plus(REPEAT));
    if (due) {
      printed = now;
      printedAt = report.at();
    }
    return due;
  }

  /** For example {@code 12 services: 10 up, 1 degraded, 1 down}; which and why is logged once. */
  static String text(Report report) {
    String counts =
        StatusCounts.of(report.services(), ConsoleLine::word).entrySet().stream()
            .map(e -> e.getValue() + " " + e.getKey())
            .collect(Collectors.joining(", "));
    return Words.count(report.services().size(), "service")
        + (counts.isEmpty() ? "" : ": " + counts);
  }

  private static String word(StatusLabel label) {
    return switch (label.css()) {
      case "bot" -> "bot-protected";
      case "maintenance" -> "in maintenance";
      default -> label.css();
    };
  }
}
