package dev.uproute.report;

import dev.uproute.check.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A timeline as it is drawn.
 *
 * @param ticks one for each minute, oldest first
 * @param label what it shows, for those who cannot see it
 */
public record Bars(List<Tick> ticks, String label) {
  private static final Tick UP = new Tick("up", "");
  private static final Duration SPAN = Duration.ofMinutes(Timeline.MINUTES);

  /**
   * One minute.
   *
   * @param title where a stretch other than up begins: since when, what, how long; else empty
   */
  public record Tick(String css, String title) {}

  static Bars of(ServiceReport report, Instant now) {
    List<Status> minutes = Timeline.of(report.recent(), report.service().timing().interval(), now);
    List<Tick> ticks = new ArrayList<>(minutes.size());
    Instant firstStart = Timeline.firstEnd(now).minusSeconds(60);
    for (int i = 0; i < minutes.size(); i++) {
      Status status = minutes.get(i);
      boolean begins = i == 0 || minutes.get(i - 1) != status;
      if (status == Status.UP) {
        ticks.add(UP);
      } else if (begins) {
        String since = Words.moment(firstStart.plusSeconds(60L * i), now);
        String length = Words.duration(Duration.ofMinutes(run(minutes, i)));
        ticks.add(new Tick(status.css(), since + ": " + Words.status(status) + ", " + length));
      } else {
        ticks.add(new Tick(status.css(), ""));
      }
    }
    return new Bars(ticks, label(minutes));
  }

  private static int run(List<Status> minutes, int from) {
    int to = from;
    while (to < minutes.size() && minutes.get(to) == minutes.get(from)) {
      to++;
    }
    return to - from;
  }

  private static String label(List<Status> minutes) {
    StringBuilder label = new StringBuilder("Last " + Words.duration(SPAN) + ": ");
    String comma = "";
    for (Status status : Status.values()) {
      long count = minutes.stream().filter(s -> s == status).count();
      if (count > 0) {
        String length = Words.duration(Duration.ofMinutes(count));
        label.append(comma).append(Words.status(status)).append(' ').append(length);
        comma = ", ";
      }
    }
    return label.toString();
  }
}
