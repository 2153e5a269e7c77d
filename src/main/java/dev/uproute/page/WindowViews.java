package dev.uproute.page;

import dev.uproute.report.HostSeries;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Windows;
import dev.uproute.service.CheckType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The longer times of each service, read from the database once an hour, as they are of hours that
 * are over. Keeps them, 5 kB for each service. Not thread-safe.
 */
final class WindowViews {
  private static final Logger LOG = LoggerFactory.getLogger(WindowViews.class);

  /** How long a chart of a day stays as it is. */
  static final Duration FRESH = Duration.ofMinutes(5);

  private final Windows windows;
  private final Language language;
  private final LocationDays located;
  private final Map<String, Known> known = new HashMap<>();
  private boolean unread;
  private int reads;

  private final Map<String, Day> days = new HashMap<>();

  private record Known(Instant first, Instant end, List<WindowView> views) {}

  private record Day(Instant at, List<HostChart> charts) {}

  WindowViews(Windows windows, Language language) {
    this.language = language;
    this.windows = windows;
    this.located = new LocationDays(windows, language);
  }

  /** A report of these services begins; of others it forgets what it knows. */
  void begin(Set<String> ids) {
    reads = 0;
    known.keySet().retainAll(ids);
    days.keySet().retainAll(ids);
    located.retain(ids);
  }

  /**
   * What a host, or a command, measured in the last day, every five minutes; those of before when
   * the database cannot be read. None for other services, and where readers may not see the reason,
   * which names these figures.
   */
  List<HostChart> day(ServiceReport report, Instant now) {
    String id = report.service().id();
    boolean shown = report.latest() != null && report.latest().reason() != null;
    if (!shown || !HostSeries.of(report.service())) {
      return List.of();
    }
    boolean host = CheckType.HOST.of(report.service());
    Day old = days.get(id);
    if (old != null && now.isBefore(old.at().plus(FRESH)) && !now.isBefore(old.at())) {
      return old.charts();
    }
    try {
      Duration interval = report.service().timing().interval();
      HostSeries.Lines lines = windows.day(id, now, interval);
      days.put(id, new Day(now, HostChart.of(host, lines, begin(lines, now), now, language)));
      unread = false;
    } catch (DataAccessException | TransactionException e) {
      log(e);
    }
    return days.containsKey(id) ? days.get(id).charts() : List.of();
  }

  /** How it was from each location in the last day; what was when the database cannot be read. */
  LocationDays.Day located(ServiceReport report, Instant now) {
    try {
      return located.of(report, now);
    } catch (DataAccessException | TransactionException e) {
      log(e);
      return located.known(report);
    }
  }

  /** A day ago, or later where nothing was measured before, but an hour at least. */
  static Instant begin(HostSeries.Lines lines, Instant now) {
    Instant hour = now.minus(Duration.ofHours(1));
    Instant first = lines.at().isEmpty() ? hour : lines.at().getFirst();
    Instant known = first.isBefore(hour) ? first : hour;
    Instant day = now.minus(HostSeries.DAY);
    return known.isBefore(day) ? day : known;
  }

  /**
   * The windows of a service; those of before when the database cannot be read, or this report has
   * read those of {@value RenderOrder#EACH} others.
   */
  List<WindowView> of(ServiceReport report, Instant now) {
    String id = report.service().id();
    Instant first = report.uptime().first();
    Known old = known.get(id);
    Instant end = Windows.end(now);
    if (old != null && old.end().equals(end) && Objects.equals(old.first(), first)) {
      return old.views();
    }
    if (reads++ >= RenderOrder.EACH) {
      return old == null ? List.of() : old.views();
    }
    try {
      List<WindowView> views =
          windows.of(id, first, now).stream().map(each -> WindowView.of(each, language)).toList();
      known.put(id, new Known(first, end, views));
      unread = false;
      return views;
    } catch (DataAccessException | TransactionException e) {
      log(e);
      return old == null ? List.of() : old.views();
    }
  }

  private void log(Exception e) {
    if (!unread) {
      unread = true;
      LOG.error("The history cannot be read; pages show the last they had", e);
    }
  }
}
