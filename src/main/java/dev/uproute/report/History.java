package dev.uproute.report;

import dev.uproute.check.Certificates;
import dev.uproute.check.Evidence;
import dev.uproute.check.Status;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.record.Rows;
import dev.uproute.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The queries of the live state. Thread-safe. */
final class History {
  private static final Status[] STATUSES = Status.values();

  private final NamedParameterJdbcTemplate reader;
  private final TransactionTemplate snapshot;

  History(DataSource reader) {
    this.reader = new NamedParameterJdbcTemplate(reader);
    this.snapshot = new TransactionTemplate(new JdbcTransactionManager(reader));
  }

  /**
   * @param batch the last batch this reader sees
   * @param edits how often the history was changed by another program
   */
  record Change(long batch, long edits) {}

  /** Lets all questions asked inside see the same state. */
  void read(Runnable questions) {
    snapshot.executeWithoutResult(status -> questions.run());
  }

  Change change() {
    return reader.queryForObject(
        Store.sql("select-change"),
        Map.of(),
        (row, location) -> new Change(row.getLong("batch"), row.getLong("edits")));
  }

  /** Uptime counts by id, of results from a time on and before another. */
  Map<String, Uptime.Counts> counts(Instant from, Instant to) {
    Map<String, Uptime.Counts> counts = new HashMap<>();
    reader.query(
        Span.COUNTS,
        new Span(from, to).parameters(),
        row -> {
          counts.put(
              row.getString("id"),
              new Uptime.Counts(row.getLong("counted"), row.getLong("online")));
        });
    return counts;
  }

  /** Streaks, latest results and totals by id. */
  Map<String, ServiceState> lines() {
    Map<String, ServiceState> lines = new HashMap<>();
    reader.query(
        Store.sql("select-lines"),
        row -> {
          ServiceState line = new ServiceState();
          line.streak = Rows.streak(row);
          line.latest(
              Store.instant(row, "at"),
              STATUSES[row.getInt("status")],
              row.getString("reason"),
              evidence(row));
          line.lastOnline = Store.instant(row, "last_online");
          line.first = Store.instant(row, "first");
          line.checks = row.getLong("checks");
          line.all = new Uptime.Counts(row.getLong("counted"), row.getLong("online"));
          lines.put(row.getString("id"), line);
        });
    return lines;
  }

  /** Adds the last result of each minute to their lines. */
  void points(Map<String, ServiceState> lines, Instant recent) {
    reader.query(
        Store.sql("select-points"),
        Map.of("recent", recent.toEpochMilli()),
        row -> {
          lines
              .computeIfAbsent(row.getString("id"), id -> new ServiceState())
              .recent
              .add(
                  new ServiceReport.Point(
                      Store.instant(row, "at"),
                      STATUSES[row.getInt("status")],
                      number(row, "response"),
                      row.getBoolean("maintenance")));
        });
  }

  /** Adds the incidents of the latest flips to their lines. */
  void incidents(Map<String, ServiceState> lines) {
    reader.query(
        Store.sql("select-flips"),
        Map.of(),
        row -> {
          Flip flip = flip(row);
          ServiceState line = lines.computeIfAbsent(flip.service(), id -> new ServiceState());
          boolean stands =
              line.streak.state() == flip.to()
                  && line.streak.since() != null
                  && !line.streak.since().isAfter(flip.at());
          line.add(flip, stands ? line.streak.since() : flip.at());
        });
  }

  private static Flip flip(ResultSet row) throws SQLException {
    return new Flip(
        row.getString("id"),
        Store.instant(row, "at"),
        Event.of(row.getString("event")),
        STATUSES[row.getInt("from_status")],
        STATUSES[row.getInt("to_status")],
        Store.instant(row, "since"),
        row.getString("reason"));
  }

  private static Evidence evidence(ResultSet row) throws SQLException {
    Long status = number(row, "http_status");
    String path = row.getString("path");
    return new Evidence(
        status == null ? null : status.intValue(),
        number(row, "response"),
        new Evidence.Timings(
            number(row, "dns"),
            number(row, "connect"),
            number(row, "tls"),
            number(row, "first_byte"),
            number(row, "total")),
        row.getString("address"),
        row.getInt("attempts"),
        Store.instant(row, "certificate_expires"),
        null,
        path == null ? null : Certificates.parse(path),
        null,
        null);
  }

  private static Long number(ResultSet row, String column) throws SQLException {
    long value = row.getLong(column);
    return row.wasNull() ? null : value;
  }
}
