package dev.uproute.report;

import dev.uproute.text.CommaList;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** When weeks and months are reported. Thread-safe. */
public final class ReportSchedule {
  /** Results of checks that were under way at the end, and of a busy database, are in it then. */
  private static final Duration GRACE = Duration.ofMinutes(5);

  /** Periods that are made up for at once, after a long stop. */
  private static final int MISSED = 60;

  private final Map<Period.Kind, CronExpression> schedules = new EnumMap<>(Period.Kind.class);
  private final ZoneId zone;

  /**
   * @param of {@code uproute.report.of}: week, month, both or nothing
   * @param week {@code uproute.report.cron}
   * @param month {@code uproute.report.month-cron}
   * @param zone {@code uproute.report.zone}: a zone id, or {@code system}
   */
  public ReportSchedule(String of, String week, String month, String zone) throws ParseException {
    this.zone = zone(zone);
    for (String kind : CommaList.of(of)) {
      boolean weekly = kind.equals(Period.Kind.WEEK.word());
      CronExpression schedule = new CronExpression(weekly ? week : month);
      schedule.setTimeZone(TimeZone.getTimeZone("UTC"));
      schedules.put(weekly ? Period.Kind.WEEK : Period.Kind.MONTH, schedule);
    }
  }

  /** The zone of a setting: {@code system} is that of the machine. */
  public static ZoneId zone(String name) {
    return name.equals("system") ? ZoneId.systemDefault() : ZoneId.of(name);
  }

  /** What is reported of. */
  Set<Period.Kind> kinds() {
    return schedules.keySet();
  }

  /**
   * The last period that is over, when the channels may be notified of it; else null.
   *
   * @param notified the label of the last one; empty before the first
   */
  Period message(Period.Kind kind, Instant now, String notified) {
    Period finished = Period.finished(kind, now, zone);
    Instant time = finished.reportTime(schedules.get(kind));
    boolean come = time != null && !now.isBefore(time);
    return come && finished.label().compareTo(notified) > 0 ? finished : null;
  }

  /**
   * The periods that have no file, the oldest first.
   *
   * @param written the label of the last one with a file; empty before the first, when nothing was
   *     missed
   */
  List<Period> files(Period.Kind kind, Instant now, String written) {
    Period next = Period.finished(kind, now, zone);
    Instant time = next.reportTime(schedules.get(kind));
    Instant settled = next.to().plus(GRACE);
    // a message may leave as soon as a period is over, with its file
    Instant first = time != null && time.isBefore(settled) ? time : settled;
    next = now.isBefore(first) ? next.plus(-1) : next;
    List<Period> missed = new ArrayList<>();
    int most = written.isEmpty() ? 1 : MISSED;
    while (missed.size() < most && next.label().compareTo(written) > 0) {
      missed.addFirst(next);
      next = next.plus(-1);
    }
    return missed;
  }
}
