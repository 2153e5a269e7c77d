package dev.uproute.record;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The hours and days that one transaction writes. Routes ask for the rows of one table after they
 * have written those of the one before, because days are read from the hours. For one thread.
 */
public final class RollupStep {
  /** Results, or hours, that are read at once; an hour of more than that is read whole. */
  static final int PIECE = 1_000;

  private final StoredRollups stored;
  private final Map<Long, Marks> marks = new LinkedHashMap<>();
  private final Map<Span, Rollup> hours = new LinkedHashMap<>();
  private final Map<Span, Rollup> days = new LinkedHashMap<>();
  private final Set<Span> recounts = new LinkedHashSet<>();
  private final Set<Span> dayRecounts = new LinkedHashSet<>();

  /** An hour or a day of a service. */
  private record Span(long service, long start) {}

  RollupStep(JdbcTemplate writer) {
    this.stored = new StoredRollups(writer);
  }

  Marks marks(String id) {
    return stored.marks(id);
  }

  /** The same as this step leaves them. */
  Marks marks(Marks before) {
    return marks.getOrDefault(before.key(), before);
  }

  boolean isEmpty() {
    return marks.isEmpty() && hours.isEmpty() && days.isEmpty() && recounts.isEmpty();
  }

  /** Adds a result to the closed hour it is of, and to its day when that is closed, too. */
  void late(Marks of, long at, Boolean online, Long response) {
    if (at >= of.hoursFrom()) {
      Span hour = new Span(of.key(), Marks.hour(at));
      hours.computeIfAbsent(hour, this::hour).add(online, response);
    }
    if (at < of.daysUntil()) {
      Span day = new Span(of.key(), Marks.day(at));
      days.computeIfAbsent(day, this::day).add(online, response);
    }
  }

  /** Adds what another monitor counted in an hour or a day, of which there are no results. */
  void sum(Marks of, long start, boolean day, Rollup sum) {
    if (!day) {
      hours.computeIfAbsent(new Span(of.key(), start), this::hour).add(sum);
    }
    if (day || start < of.daysUntil()) {
      days.computeIfAbsent(new Span(of.key(), Marks.day(start)), this::day).add(sum);
    }
  }

  /** How far hours and days go after this step. */
  void until(Marks of, long hours, long days) {
    Marks later = of.hoursUntil(Math.max(of.hoursUntil(), hours));
    marks.put(of.key(), later.daysUntil(Math.max(of.daysUntil(), days)));
  }

  /**
   * Closes hours, in order, at most those of a piece of the results.
   *
   * @param before closes no hour from here on, in epoch milliseconds
   * @return how many results were read
   */
  int close(Marks of, long before) {
    List<StoredRollups.Raw> results = stored.results(of.key(), of.hoursUntil(), before, PIECE + 1);
    int read = results.size();
    long until = before;
    if (read > PIECE) {
      until = Marks.hour(results.getLast().at());
      long first = Marks.hour(results.getFirst().at());
      if (until == first) {
        until = first + Marks.HOUR;
        results = stored.results(of.key(), first, until, Integer.MAX_VALUE);
        read = results.size();
      }
    }
    for (StoredRollups.Raw each : results) {
      if (each.at() < until) {
        Span hour = new Span(of.key(), Marks.hour(each.at()));
        hours.computeIfAbsent(hour, _ -> new Rollup()).add(each.online(), each.response());
      }
    }
    marks.put(of.key(), of.hoursUntil(until));
    return read;
  }

  /** Makes an hour again from its results, and its day, where these are not pruned. */
  void recount(Marks of, long start) {
    Span hour = new Span(of.key(), start);
    recounts.add(hour);
    if (start < of.resultsFrom() || start >= of.hoursUntil()) {
      return;
    }
    Rollup made = new Rollup();
    stored
        .results(of.key(), start, start + Marks.HOUR, Integer.MAX_VALUE)
        .forEach(each -> made.add(each.online(), each.response()));
    hours.put(hour, made);
    long day = Marks.day(start);
    if (day >= of.hoursFrom() && day < of.daysUntil()) {
      dayRecounts.add(new Span(of.key(), day));
    }
  }

  /** Rows of upsert-hourly.sql. */
  public List<List<Object>> hourRows() {
    return rows(hours);
  }

  /** Rows of upsert-daily.sql, after the hours were written. */
  public List<List<Object>> dayRows() {
    List.copyOf(marks.values()).forEach(this::closeDays);
    dayRecounts.forEach(day -> days.put(day, stored.hours(day.service(), day.start(), Marks.DAY)));
    return rows(days);
  }

  private void closeDays(Marks of) {
    long until = Marks.day(of.hoursUntil());
    if (until <= of.daysUntil()) {
      return;
    }
    Map<Span, Rollup> closed = new LinkedHashMap<>();
    List<Long> starts =
        stored.hours(
            of,
            until,
            PIECE,
            (start, row) ->
                closed
                    .computeIfAbsent(new Span(of.key(), Marks.day(start)), _ -> new Rollup())
                    .add(row));
    if (starts.size() == PIECE) {
      // of the last one hours may be missing
      until = Marks.day(starts.getLast());
      closed.remove(new Span(of.key(), until));
    }
    days.putAll(closed);
    marks.put(of.key(), of.daysUntil(until));
  }

  /** Rows of update-until.sql, after the days were written. */
  public List<List<Object>> untilRows() {
    return marks.values().stream()
        .map(each -> List.<Object>of(each.hoursUntil(), each.daysUntil(), each.key()))
        .toList();
  }

  /** Rows of delete-recount.sql. */
  public List<List<Object>> recountRows() {
    return recounts.stream().map(each -> List.<Object>of(each.service(), each.start())).toList();
  }

  private static List<List<Object>> rows(Map<Span, Rollup> spans) {
    List<List<Object>> rows = new ArrayList<>();
    spans.forEach((span, rollup) -> rows.add(rollup.row(span.service(), span.start())));
    return rows;
  }

  private Rollup hour(Span hour) {
    return stored.hours(hour.service(), hour.start(), Marks.HOUR);
  }

  private Rollup day(Span day) {
    return stored.days(day.service(), day.start(), Marks.DAY);
  }
}
