package dev.uproute.report;

import dev.uproute.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;

/**
 * How a service was from each location in any time, as far back as results are kept. Thread-safe.
 * Throws {@link org.springframework.dao.DataAccessException} when the database cannot be read.
 */
public final class LocationSeries {
  private static final int MOST = 1_000;

  private final NamedParameterJdbcTemplate reader;

  /**
   * @param responses of each location the mean response time of each part, in milliseconds
   * @param figures of each location
   */
  public record Found(HostSeries.Lines responses, Map<String, Sums> figures) {
    public static final Found NONE = new Found(new HostSeries.Lines(List.of(), Map.of()), Map.of());
  }

  /**
   * What one location found in a time.
   *
   * @param responses how many had a response time
   * @param sum of these, in microseconds, as min and max; null without any
   */
  public record Sums(
      long checks, Uptime.Counts counts, long responses, Long sum, Long min, Long max) {
    private static final Sums NONE = new Sums(0, Uptime.Counts.NONE, 0, null, null, null);

    /** In microseconds; null without any. */
    public Long average() {
      return responses == 0 ? null : Math.round((double) sum / responses);
    }

    private Sums plus(Sums other) {
      if (responses == 0 || other.responses == 0) {
        Sums has = responses == 0 ? other : this;
        return new Sums(
            checks + other.checks,
            counts.plus(other.counts),
            has.responses,
            has.sum,
            has.min,
            has.max);
      }
      return new Sums(
          checks + other.checks,
          counts.plus(other.counts),
          responses + other.responses,
          sum + other.sum,
          Math.min(min, other.min),
          Math.max(max, other.max));
    }
  }

  public LocationSeries(DataSource reader) {
    this.reader = new NamedParameterJdbcTemplate(reader);
  }

  /**
   * What was found between two times, the second excluded.
   *
   * @param names of the locations, as they are to be in order; others follow
   * @param interval of the checks, which each location makes at times of its own
   * @param least how long a part is at least
   */
  public Found of(
      String id, List<String> names, Instant from, Instant to, Duration interval, Duration least) {
    long widest = Duration.between(from, to).dividedBy(MOST).toMillis();
    // so wide that each location has a check in each
    long apart = interval.multipliedBy(2).toMillis();
    long bucket = Math.max(Math.max(1, least.toMillis()), Math.max(apart, widest));
    Map<Instant, Map<String, Sums>> parts = new TreeMap<>();
    Map<String, Sums> figures = new TreeMap<>(order(names));
    reader.query(
        Store.sql("select-location-parts"),
        Map.of("id", id, "from", from.toEpochMilli(), "to", to.toEpochMilli(), "bucket", bucket),
        row -> {
          Instant at = Instant.ofEpochMilli(row.getLong("part") * bucket);
          Sums sums = sums(row);
          String location = row.getString("location");
          figures.merge(location, sums, Sums::plus);
          parts.computeIfAbsent(at, _ -> new LinkedHashMap<>()).put(location, sums);
        });
    return new Found(lines(parts, figures, Duration.ofMillis(2 * bucket)), figures);
  }

  private static Comparator<String> order(List<String> names) {
    Comparator<String> placed =
        Comparator.comparingInt(
            name -> names.contains(name) ? names.indexOf(name) : Integer.MAX_VALUE);
    return placed.thenComparing(Comparator.naturalOrder());
  }

  private static Sums sums(ResultSet row) throws SQLException {
    long responses = row.getLong("responses");
    return new Sums(
        row.getLong("checks"),
        new Uptime.Counts(row.getLong("counted"), row.getLong("online")),
        responses,
        responses == 0 ? null : (Long) row.getLong("response_sum"),
        responses == 0 ? null : (Long) row.getLong("response_min"),
        responses == 0 ? null : (Long) row.getLong("response_max"));
  }

  private static HostSeries.Lines lines(
      Map<Instant, Map<String, Sums>> parts, Map<String, Sums> figures, Duration longest) {
    List<Instant> at = new ArrayList<>();
    Map<String, List<Double>> values = new LinkedHashMap<>();
    figures.forEach(
        (location, sums) -> {
          if (sums.responses() > 0) {
            values.put(location, new ArrayList<>());
          }
        });
    parts.forEach(
        (time, part) -> {
          if (!at.isEmpty() && Duration.between(at.getLast(), time).compareTo(longest) > 0) {
            at.add(at.getLast().plus(longest));
            values.values().forEach(line -> line.add(null));
          }
          at.add(time);
          values.forEach(
              (location, line) -> {
                Long mean = part.getOrDefault(location, Sums.NONE).average();
                line.add(mean == null ? null : (Double) (mean / 1000.0));
              });
        });
    return new HostSeries.Lines(at, values);
  }
}
