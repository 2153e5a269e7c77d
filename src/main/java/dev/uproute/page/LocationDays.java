package dev.uproute.page;

import dev.uproute.check.LocationVote;
import dev.uproute.report.LocationSeries;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Windows;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How each service was from each location in the last day, read from the database at most every
 * five minutes, of a young service sooner. Keeps that, 5 kB for each service that several locations
 * check. Not thread-safe.
 */
final class LocationDays {
  private static final Day NONE = new Day(Instant.MIN, Instant.MIN, null, Map.of());

  private final Windows windows;
  private final Language language;
  private final Map<String, Day> days = new HashMap<>();

  LocationDays(Windows windows, Language language) {
    this.windows = windows;
    this.language = language;
  }

  /**
   * The last day of a service.
   *
   * @param at when it was read
   * @param until when it is to be read anew
   * @param chart of the response times; null when there are none
   * @param uptimes by the name of the location
   */
  public record Day(Instant at, Instant until, HostChart chart, Map<String, String> uptimes) {
    private boolean fresh(Instant now) {
      return chart != null && now.isBefore(until) && !now.isBefore(at);
    }
  }

  void retain(Set<String> ids) {
    days.keySet().retainAll(ids);
  }

  /** What was read last; nothing where only one location checks. */
  Day known(ServiceReport report) {
    return days.getOrDefault(report.service().id(), NONE);
  }

  /**
   * The day of a service until now, every ten minutes.
   *
   * @throws org.springframework.dao.DataAccessException when it cannot be read
   */
  Day of(ServiceReport report, Instant now) {
    String id = report.service().id();
    if (names(report).isEmpty()) {
      days.remove(id);
    } else if (!known(report).fresh(now)) {
      days.put(id, read(report, now));
    }
    return known(report);
  }

  private static List<String> names(ServiceReport report) {
    return report.latest() == null
        ? List.of()
        : report.latest().evidence().locations().stream().map(LocationVote::location).toList();
  }

  private Day read(ServiceReport report, Instant now) {
    Duration interval = report.service().timing().interval();
    LocationSeries.Found found =
        windows.locations(report.service().id(), names(report), now, interval);
    Instant from = WindowViews.begin(found.responses(), now);
    Map<String, String> uptimes = new HashMap<>();
    found
        .figures()
        .forEach((name, sums) -> uptimes.put(name, language.percent(sums.counts().uptime())));
    HostChart chart = HostChart.locations(found.responses(), from, now, language);
    return new Day(now, now.plus(fresh(found, interval)), chart, uptimes);
  }

  /** What covers a few minutes is soon something else. */
  private static Duration fresh(LocationSeries.Found found, Duration interval) {
    long most =
        found.figures().values().stream().mapToLong(LocationSeries.Sums::checks).max().orElse(0);
    Duration half = interval.multipliedBy(most).dividedBy(2);
    return half.compareTo(WindowViews.FRESH) < 0 ? half : WindowViews.FRESH;
  }
}
