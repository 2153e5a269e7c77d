package dev.uproute.page;

import dev.uproute.report.ServiceReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The time all strips of a page show: as long as anything is known, so that a young monitor shows
 * no hours of nothing.
 *
 * @param minutes 30, 60, 120 or {@value Timeline#MINUTES}
 */
public record StripSpan(int minutes, Instant until) {
  static StripSpan of(List<ServiceReport> services, Instant now) {
    Instant first = now;
    for (ServiceReport each : services) {
      if (!each.recent().isEmpty() && each.recent().getFirst().at().isBefore(first)) {
        first = each.recent().getFirst().at();
      }
    }
    long known = Duration.between(first, now).toMinutes() + 1;
    int minutes =
        IntStream.of(30, 60, 120).filter(m -> m >= known).findFirst().orElse(Timeline.MINUTES);
    return new StripSpan(minutes, now);
  }

  /** For example {@code Last 4 h}. */
  String label(Language language) {
    return language.text("strip.label", language.duration(Duration.ofMinutes(minutes)));
  }
}
