package dev.uproute.page;

import dev.uproute.check.Status;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.StatusLabel;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The last four hours as {@value #MINUTES} buckets of one minute, oldest first. A bucket shows the
 * last result at or before its end, if that is not older than twice the interval, else UNKNOWN. The
 * current minute is judged at now.
 */
public final class Timeline {
  public static final int MINUTES = 240;

  private Timeline() {}

  /**
   * @param points results, oldest first
   * @param interval pause between two checks of the service
   */
  public static List<StatusLabel> of(
      List<ServiceReport.Point> points, Duration interval, Instant now) {
    List<StatusLabel> buckets = new ArrayList<>(MINUTES);
    Duration tooOld = interval.multipliedBy(2);
    Instant end = firstEnd(now);
    int next = 0;
    for (int i = 0; i < MINUTES; i++, end = end.plusSeconds(60)) {
      Instant judged = end.isAfter(now) ? now : end;
      while (next < points.size() && !points.get(next).at().isAfter(judged)) {
        next++;
      }
      ServiceReport.Point last = next == 0 ? null : points.get(next - 1);
      boolean known = last != null && !last.at().isBefore(judged.minus(tooOld));
      buckets.add(known ? last.face() : StatusLabel.of(Status.UNKNOWN));
    }
    return buckets;
  }

  /** The end of the oldest bucket; a minute is over when the clock shows the next one. */
  static Instant firstEnd(Instant now) {
    Instant minute = now.truncatedTo(ChronoUnit.MINUTES);
    Instant end = minute.equals(now) ? now : minute.plusSeconds(60);
    return end.minusSeconds(60L * (MINUTES - 1));
  }
}
