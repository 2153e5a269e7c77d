package dev.uproute.page;

import dev.uproute.check.Status;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.StatusLabel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A timeline as it is drawn.
 *
 * @param ticks one for each minute, oldest first
 * @param label what it shows, for those who cannot see it
 * @param from when it begins
 * @param to when it ends
 */
public record TimelineBars(List<Tick> ticks, String label, TimeElement from, TimeElement to) {
  private static final Tick UP = new Tick("up", "");
  private static final Duration SPAN = Duration.ofMinutes(Timeline.MINUTES);

  /**
   * One minute.
   *
   * @param title where a stretch other than up begins: since when, what, how long; else empty
   */
  public record Tick(String css, String title) {}

  static TimelineBars of(ServiceReport report, Instant now, Language language) {
    List<StatusLabel> minutes =
        Timeline.of(report.recent(), report.service().timing().interval(), now);
    List<Tick> ticks = new ArrayList<>(minutes.size());
    Instant firstStart = Timeline.firstEnd(now).minusSeconds(60);
    for (int i = 0; i < minutes.size(); i++) {
      StatusLabel face = minutes.get(i);
      boolean begins = i == 0 || minutes.get(i - 1) != face;
      if (face == StatusLabel.of(Status.UP)) {
        ticks.add(UP);
      } else if (begins) {
        String since = language.time(firstStart.plusSeconds(60L * i), now);
        String length = language.duration(Duration.ofMinutes(run(minutes, i)));
        String word = language.label(face).word();
        ticks.add(new Tick(face.css(), language.text("timeline.stretch", since, word, length)));
      } else {
        ticks.add(new Tick(face.css(), ""));
      }
    }
    return new TimelineBars(
        ticks,
        label(minutes, language),
        TimeElement.of(firstStart, now, language),
        TimeElement.of(now, now, language));
  }

  private static int run(List<StatusLabel> minutes, int from) {
    int to = from;
    while (to < minutes.size() && minutes.get(to) == minutes.get(from)) {
      to++;
    }
    return to - from;
  }

  private static String label(List<StatusLabel> minutes, Language language) {
    List<String> parts = new ArrayList<>();
    for (StatusLabel face : StatusLabel.ofResults()) {
      long count = minutes.stream().filter(minute -> minute == face).count();
      if (count > 0) {
        String length = language.duration(Duration.ofMinutes(count));
        parts.add(language.text("timeline.part", language.label(face).word(), length));
      }
    }
    return language.text("timeline.label", language.duration(SPAN), String.join(", ", parts));
  }
}
