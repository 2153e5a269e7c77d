package dev.uproute.page;

import dev.uproute.check.LocationVote;
import dev.uproute.report.HostSeries;
import dev.uproute.report.LocationSeries;
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
  private static final Duration FRESH = Duration.ofMinutes(5);

  private final Windows windows;
  private final Language language;
  private final Map<String, Known> known = new HashMap<>();
  private boolean unread;
  private int reads;

  private final Map<String, Day> days = new HashMap<>();

  private record Known(Instant first, Instant end, List<WindowView> views) {}

  private final Map<String, Located> located = new HashMap<>();

  private record Day(Instant at, List<HostChart> charts) {}

  /**
   * How a service was from each location in the last day.
   *
   * @param chart of the response times; null when there are none
   * @param uptimes by the name of the location
   */
  public record Located(Instant at, HostChart chart, Map<String, String> uptimes) {
    private static final Located NONE = new Located(Instant.MIN, null, Map.of());

    private boolean fresh(Instant now) {
      return chart != null && now.isBefore(at.plus(FRESH)) && !now.isBefore(at);
    }
  }

  WindowViews(Windows windows, Language language) {
    this.language = language;
    this.windows = windows;
  }

  /** A report of these services begins; of others it forgets what it knows. */
  void begin(Set<String> ids) {
    reads = 0;
    known.keySet().retainAll(ids);
    days.keySet().retainAll(ids);
    located.keySet().retainAll(ids);
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

  /**
   * How it was from each location in the last day, every ten minutes; that of before when the
   * database cannot be read, or this report has read those of {@value RenderOrder#EACH} others.
   */
  Located located(ServiceReport report, Instant now) {
    String id = report.service().id();
    Located old = located.getOrDefault(id, Located.NONE);
    boolean several = report.latest() != null && !report.latest().evidence().locations().isEmpty();
    if (!several || old.fresh(now) || reads++ >= RenderOrder.EACH) {
      return several ? old : Located.NONE;
    }
    try {
      List<String> names =
          report.latest().evidence().locations().stream().map(LocationVote::location).toList();
      Duration interval = report.service().timing().interval();
      LocationSeries.Found found = windows.locations(id, names, now, interval);
      HostChart chart =
          HostChart.locations(found.responses(), begin(found.responses(), now), now, language);
      Map<String, String> uptimes = new HashMap<>();
      found.figures().forEach((name, sums) -> uptimes.put(name, percent(sums)));
      located.put(id, new Located(now, chart, uptimes));
      unread = false;
    } catch (DataAccessException | TransactionException e) {
      log(e);
    }
    return located.getOrDefault(id, Located.NONE);
  }

  private String percent(LocationSeries.Sums sums) {
    return language.percent(sums.counts().uptime());
  }

  /** A day ago, or later where nothing was measured before, but an hour at least. */
  private static Instant begin(HostSeries.Lines lines, Instant now) {
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
