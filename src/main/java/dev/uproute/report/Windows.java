package dev.uproute.report;

import dev.uproute.check.Status;
import dev.uproute.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How services were in the last day, week, month, quarter and year, from the hours and days that
 * are over. A window is shorter than its name while the service is younger, and missing when the
 * one before it shows all there is. Immutable; thread-safe.
 */
public final class Windows {
  /** Hours are written when they are over, which takes a moment. */
  private static final Duration SETTLED = Duration.ofMinutes(5);

  private static final Status[] STATUSES = Status.values();

  private final NamedParameterJdbcTemplate reader;
  private final HostSeries hosts;
  private final LocationSeries locations;
  private final TransactionTemplate snapshot;

  /**
   * A window as it is asked for.
   *
   * @param bucket a part of it: so many hours, or days
   */
  public record Kind(Duration length, Duration bucket) {
    static final List<Kind> ALL =
        List.of(
            new Kind(Duration.ofHours(24), Duration.ofHours(1)),
            new Kind(Duration.ofDays(7), Duration.ofHours(2)),
            new Kind(Duration.ofDays(30), Duration.ofDays(1)),
            new Kind(Duration.ofDays(90), Duration.ofDays(1)),
            new Kind(Duration.ofDays(365), Duration.ofDays(5)));
  }

  /**
   * A part of a window.
   *
   * @param worst the worst state in it; UNKNOWN when none is known
   */
  public record Bucket(Instant start, Uptime.Counts counts, Status worst, Long p50, Long p95) {}

  /**
   * @param whole whether the service is as old as the window is long
   * @param to the end of the last hour in it
   * @param buckets oldest first; the last may be shorter
   */
  public record Window(
      Kind kind, boolean whole, Instant from, Instant to, List<Bucket> buckets, Figures figures) {}

  public Windows(DataSource reader) {
    this.reader = new NamedParameterJdbcTemplate(reader);
    this.hosts = new HostSeries(reader);
    this.locations = new LocationSeries(reader);
    this.snapshot = new TransactionTemplate(new JdbcTransactionManager(reader));
  }

  private Windows() {
    this.reader = null;
    this.hosts = null;
    this.locations = null;
    this.snapshot = null;
  }

  /** Of no service there is any, where no database is. */
  public static Windows none() {
    return new Windows();
  }

  /** The end of all windows at a time; until it changes they stay the same. */
  public static Instant end(Instant now) {
    return now.minus(SETTLED).truncatedTo(ChronoUnit.HOURS);
  }

  /**
   * The windows of a service, the shortest first.
   *
   * @param first when it was checked first; null when never
   * @throws org.springframework.dao.DataAccessException when the database cannot be read
   */
  public List<Window> of(String id, Instant first, Instant now) {
    Instant to = end(now);
    if (reader == null || first == null || !first.isBefore(to)) {
      return List.of();
    }
    List<WindowSums> sums = new ArrayList<>();
    for (Kind kind : Kind.ALL) {
      if (sums.isEmpty() || sums.getLast().whole()) {
        sums.add(WindowSums.of(kind, first, to));
      }
    }
    return snapshot.execute(_ -> read(id, sums, to));
  }

  /** What the checks of a host measured in the day before, or nothing where no database is. */
  public HostSeries.Lines day(String id, Instant now, Duration interval) {
    Instant from = now.minus(HostSeries.DAY);
    return hosts == null
        ? new HostSeries.Lines(List.of(), Map.of())
        : hosts.of(id, from, now, interval, HostSeries.PART);
  }

  /** What these locations found in the day before, or nothing where no database is. */
  public LocationSeries.Found locations(
      String id, List<String> names, Instant now, Duration interval) {
    Instant from = now.minus(HostSeries.DAY);
    return locations == null
        ? LocationSeries.Found.NONE
        : locations.of(id, names, from, now, interval, HostSeries.PART);
  }

  private List<Window> read(String id, List<WindowSums> sums, Instant to) {
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("id", id);
    parameters.put("ids", List.of(id));
    parameters.put("week", to.minus(Duration.ofDays(7)).toEpochMilli());
    parameters.put("year", to.minus(Duration.ofDays(366)).toEpochMilli());
    parameters.put("today", to.truncatedTo(ChronoUnit.DAYS).toEpochMilli());
    parameters.put("to", to.toEpochMilli());
    reader.query(
        Store.sql("select-windows"),
        parameters,
        row -> {
          for (WindowSums each : sums) {
            each.add(row);
          }
        });
    List<Outages.Turn> turns = turns(parameters, sums.getLast().from());
    parameters.put("at", to.toEpochMilli());
    List<Status> state =
        reader.query(
            Store.sql("select-states"), parameters, (row, _) -> STATUSES[row.getInt("state")]);
    return sums.stream()
        .map(each -> each.window(turns, state.isEmpty() ? Status.UNKNOWN : state.getFirst()))
        .toList();
  }

  private List<Outages.Turn> turns(Map<String, Object> parameters, Instant from) {
    parameters.put("from", from.toEpochMilli());
    return reader.query(
        Store.sql("select-changes"),
        parameters,
        (row, _) ->
            new Outages.Turn(
                Store.instant(row, "at"),
                STATUSES[row.getInt("from_status")],
                STATUSES[row.getInt("to_status")]));
  }
}
