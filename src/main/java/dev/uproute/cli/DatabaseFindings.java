package dev.uproute.cli;

import dev.uproute.store.Schema;
import dev.uproute.store.Store;
import dev.uproute.text.Words;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What {@code doctor} finds in the tables, of either database; it only reads. */
final class DatabaseFindings {
  private static final Duration LATE = Duration.ofMinutes(10);

  private final JdbcTemplate database;
  private final Instant now;
  private final List<Finding> findings = new ArrayList<>();

  private DatabaseFindings(Connection connection, Instant now) {
    this.database = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
    this.now = now;
  }

  /**
   * @throws SQLException when it cannot be read
   */
  static List<Finding> of(Connection connection, Instant now) throws SQLException {
    DatabaseFindings all = new DatabaseFindings(connection, now);
    int version = Schema.version(connection);
    all.schema(version);
    if (version == Schema.VERSION) {
      all.rollups();
      all.deliveries();
      all.channels();
      all.results();
    }
    return all.findings;
  }

  private void schema(int version) {
    if (version > Schema.VERSION) {
      findings.add(
          Finding.fail(
              "schema",
              "%d, of a newer Uproute; this one knows up to %d".formatted(version, Schema.VERSION),
              "start the newer one, or restore a copy of before"));
    } else if (version < Schema.VERSION) {
      String text = version == 0 ? "no tables of Uproute" : version + ", of an older Uproute";
      findings.add(
          Finding.warn(
              "schema", text, "the next start makes a copy and brings it to " + Schema.VERSION));
    } else {
      findings.add(Finding.ok("schema", Integer.toString(version)));
    }
  }

  private void rollups() {
    Long different = database.queryForObject(Store.sql("select-uneven-hours"), Long.class);
    findings.add(
        different == 0
            ? Finding.ok("rollups", "hours agree with their results")
            : Finding.warn(
                "rollups",
                Words.count(different, "service") + " with hours that differ from their results",
                "their uptime of these hours is wrong; report it, with the log"));
  }

  private void deliveries() {
    Map<String, Object> row =
        database.queryForMap(
            "select count(*) as waiting, coalesce(min(at), 0) as oldest,"
                + " (select count(*) from delivery where state = 'dead' and at > ?) as dead"
                + " from delivery where state = 'waiting'",
            now.minus(Duration.ofDays(1)).toEpochMilli());
    long waiting = ((Number) row.get("waiting")).longValue();
    long dead = ((Number) row.get("dead")).longValue();
    Duration oldest =
        Duration.between(Instant.ofEpochMilli(((Number) row.get("oldest")).longValue()), now);
    if (dead > 0) {
      findings.add(
          Finding.warn(
              "deliveries",
              dead + " given up in the last day",
              "uproute alert list --state dead says why, uproute alert resend --dead sends them again"));
    } else if (waiting > 0 && oldest.compareTo(LATE) > 0) {
      findings.add(
          Finding.warn(
              "deliveries",
              "%d wait, the oldest for %s".formatted(waiting, Words.duration(oldest)),
              "uproute alert list --state waiting says why"));
    } else {
      findings.add(Finding.ok("deliveries", waiting + " wait, none was given up in the last day"));
    }
  }

  private void channels() {
    database.query(
        "select name, reason from channel where state = 'off' order by name",
        row -> {
          String name = row.getString("name");
          findings.add(
              Finding.warn(
                  "channel " + name,
                  "is off, because its receiver refused: " + Words.visible(row.getString("reason")),
                  "correct its settings, then uproute alert test " + name));
        });
  }

  private void results() {
    Long latest = database.queryForObject("select max(at) from streak", Long.class);
    if (latest == null) {
      findings.add(Finding.ok("results", "none yet"));
      return;
    }
    Instant at = Instant.ofEpochMilli(latest);
    Duration age = Duration.between(at, now);
    String text = "the newest is of %s".formatted(Words.time(at, now));
    findings.add(
        age.compareTo(Duration.ofMinutes(-1)) < 0
            ? Finding.warn(
                "clock", text + ", which is in the future", "the clock was wrong then, or is now")
            : Finding.ok("results", text + ", " + Words.duration(age) + " ago"));
  }
}
