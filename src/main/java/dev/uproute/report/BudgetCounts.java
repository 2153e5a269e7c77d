package dev.uproute.report;

import dev.uproute.record.Rollup;
import dev.uproute.record.Sketch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * How many results, and responses, of services were good in times that end now, from results, hours
 * and days. A time of a day and more begins with an hour, so that what is long ago is read again
 * only when the next hour begins. Keeps what it read; for one thread.
 */
final class BudgetCounts {
  /** Services that are asked for at once. */
  private static final int MOST = 1_000;

  private static final Duration LONG = Duration.ofDays(1);

  private final NamedParameterJdbcTemplate reader;
  private final KeptHours hours = new KeptHours();

  BudgetCounts(DataSource reader) {
    this.reader = new NamedParameterJdbcTemplate(reader);
  }

  /** What was not asked since the last call is forgotten. */
  void forget() {
    hours.forget();
  }

  /**
   * Results that count, and of those that were online, by id; without those of which there is none.
   *
   * @param spans lengths, the shortest first
   */
  Map<String, List<Uptime.Counts>> results(
      Collection<String> ids, List<Duration> spans, Instant now) {
    List<String> asked = List.copyOf(ids);
    return sums(asked, spans, now, time -> results(asked, time));
  }

  /**
   * Responses, and of those that were fast enough: below their limit by a bucket of {@link Sketch}.
   *
   * @param limits in microseconds, by id
   */
  Map<String, List<Uptime.Counts>> responses(
      Map<String, Long> limits, List<Duration> spans, Instant now) {
    Map<String, Long> asked = Map.copyOf(limits);
    return sums(asked, spans, now, time -> of(asked, time));
  }

  private Map<String, List<Uptime.Counts>> sums(
      Object asked,
      List<Duration> spans,
      Instant now,
      Function<Span, Map<String, Uptime.Counts>> question) {
    List<Map<String, Uptime.Counts>> parts = new ArrayList<>();
    Instant to = now.plusMillis(1);
    for (Duration length : spans) {
      Instant start = now.minus(length);
      Instant from = length.compareTo(LONG) < 0 ? start : start.truncatedTo(ChronoUnit.HOURS);
      parts.add(hours.between(asked, new Span(from, to), question));
      to = from;
    }
    Map<String, List<Uptime.Counts>> sums = new HashMap<>();
    parts.forEach(part -> part.keySet().forEach(id -> sums.put(id, new ArrayList<>())));
    sums.forEach(
        (id, all) -> {
          Uptime.Counts sum = Uptime.Counts.NONE;
          for (Map<String, Uptime.Counts> part : parts) {
            sum = sum.plus(part.getOrDefault(id, Uptime.Counts.NONE));
            all.add(sum);
          }
        });
    return sums;
  }

  private Map<String, Uptime.Counts> results(List<String> ids, Span time) {
    Map<String, Uptime.Counts> counts = new HashMap<>();
    ask(
        Span.COUNTS_OF,
        ids,
        time,
        (id, row) -> {
          counts.put(id, new Uptime.Counts(row.getLong("counted"), row.getLong("online")));
        });
    return counts;
  }

  /** The same in one time; keeps nothing, so for any thread. */
  Map<String, Uptime.Counts> of(Map<String, Long> limits, Span time) {
    Map<String, Uptime.Counts> counts = new HashMap<>();
    ask(
        Span.PARTS,
        List.copyOf(limits.keySet()),
        time,
        (id, row) -> {
          counts.merge(id, responses(row, limits.get(id)), Uptime.Counts::plus);
        });
    return counts;
  }

  /** Of a result, an hour or a day. */
  private static Uptime.Counts responses(ResultSet row, long limit) throws SQLException {
    if (row.getObject("counted") == null) {
      long response = row.getLong("response");
      Boolean fast = row.wasNull() ? null : (Boolean) !Sketch.reaches(response, limit);
      return Uptime.Counts.NONE.with(fast);
    }
    Rollup hours = new Rollup();
    hours.add(row);
    return new Uptime.Counts(hours.responses(), hours.responses() - hours.slow(limit));
  }

  private void ask(String sql, List<String> ids, Span time, Row each) {
    for (int i = 0; i < ids.size(); i += MOST) {
      Map<String, Object> parameters = time.parameters();
      parameters.put("ids", ids.subList(i, Math.min(ids.size(), i + MOST)));
      reader.query(
          sql,
          parameters,
          row -> {
            each.take(row.getString("id"), row);
          });
    }
  }

  /** What becomes of a row. */
  private interface Row {
    void take(String id, ResultSet row) throws SQLException;
  }
}
