package dev.uproute.report;

import dev.uproute.check.Status;
import dev.uproute.record.Rollup;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** Adds up one window of one service. Not thread-safe. */
final class WindowSums {
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final Windows.Kind kind;
  private final boolean whole;
  private final Instant from;
  private final Instant to;
  private final boolean days;
  private final Rollup all = new Rollup();
  private final List<Rollup> buckets = new ArrayList<>();

  /** The last day that was added as one; its hours are in it. */
  private Instant added = Instant.MIN;

  private WindowSums(Windows.Kind kind, boolean whole, Instant from, Instant to) {
    this.kind = kind;
    this.whole = whole;
    this.from = from;
    this.to = to;
    this.days = kind.bucket().toMillis() >= DAY;
    long length = Duration.between(from, to).toMillis();
    for (long i = 0; i < Math.ceilDiv(length, kind.bucket().toMillis()); i++) {
      buckets.add(new Rollup());
    }
  }

  /**
   * @param first when the service was checked first
   * @param to the end of an hour
   */
  static WindowSums of(Windows.Kind kind, Instant first, Instant to) {
    boolean days = kind.bucket().toMillis() >= DAY;
    ChronoUnit unit = days ? ChronoUnit.DAYS : ChronoUnit.HOURS;
    Instant start = to.minus(kind.length());
    // of days, today is one
    Instant wanted = days ? start.truncatedTo(unit).plus(1, unit) : start;
    boolean whole = !first.isAfter(start);
    return new WindowSums(kind, whole, whole ? wanted : later(first.truncatedTo(unit), wanted), to);
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }

  boolean whole() {
    return whole;
  }

  Instant from() {
    return from;
  }

  /**
   * A row of select-windows.sql, in its order; what is not of this window is left out. A day counts
   * as its hours until it is written, which it is when the next has begun.
   */
  void add(ResultSet row) throws SQLException {
    Instant start = Instant.ofEpochMilli(row.getLong("start"));
    boolean day = row.getLong("length") == DAY;
    boolean twice = days ? !day && start.truncatedTo(ChronoUnit.DAYS).equals(added) : day;
    if (start.isBefore(from) || twice) {
      return;
    }
    added = day ? start : added;
    long index = Duration.between(from, start).dividedBy(kind.bucket());
    all.add(row);
    buckets.get((int) index).add(row);
  }

  /**
   * @param turns of the state, in order, from the beginning of this window or before
   * @param last the state at its end
   */
  Windows.Window window(List<Outages.Turn> turns, Status last) {
    List<Windows.Bucket> parts = new ArrayList<>();
    Instant start = from;
    for (Rollup each : buckets) {
      Instant end = start.plus(kind.bucket());
      parts.add(
          new Windows.Bucket(
              start,
              new Uptime.Counts(each.counted(), each.online()),
              each.counted() == 0 ? Status.UNKNOWN : worst(turns, last, start, end),
              each.percentile(50),
              each.percentile(95)));
      start = end;
    }
    List<Outages.Turn> inside = turns.stream().filter(turn -> !turn.at().isBefore(from)).toList();
    Figures figures = Figures.of(all, Outages.of(from, to, inside, last));
    return new Windows.Window(kind, whole, from, to, parts, figures);
  }

  private static Status worst(List<Outages.Turn> turns, Status last, Instant start, Instant end) {
    Status worst = Status.UNKNOWN;
    for (Outages.Turn turn : turns) {
      if (turn.at().isAfter(start)) {
        worst = worse(worst, turn.from());
      }
      if (!turn.at().isBefore(end)) {
        return worst;
      }
    }
    return worse(worst, last);
  }

  private static Status worse(Status a, Status b) {
    return b.severity() > a.severity() ? b : a;
  }
}
