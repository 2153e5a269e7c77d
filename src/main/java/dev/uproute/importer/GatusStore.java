package dev.uproute.importer;

import dev.uproute.check.Status;
import dev.uproute.importer.Imported.History;
import dev.uproute.importer.Imported.PastResult;
import dev.uproute.importer.Imported.PastSum;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What Gatus found, from its store in SQLite or PostgreSQL: the latest results, and the hours of
 * two days and the days of thirty before them. Services come from its configuration.
 */
public final class GatusStore implements TableImport {
  /** Hours of the days before this one became days. */
  private static final Duration HOURS = Duration.ofHours(48);

  @Override
  public String name() {
    return "gatus-store";
  }

  @Override
  public String[] tables() {
    return new String[] {"endpoints", "endpoint_results", "endpoint_uptimes"};
  }

  @Override
  public Imported read(ForeignDatabase database) {
    Imported into = Imported.begin();
    FreshIds ids = new FreshIds();
    for (Map<String, Object> row :
        database.rows(
            "select endpoint_id, endpoint_name, endpoint_group from endpoints order by endpoint_id")) {
      Object key = row.get("endpoint_id");
      String name = row.get("endpoint_name").toString();
      String group = row.get("endpoint_group").toString();
      List<PastSum> sums = sums(database, key);
      String id = ids.of(group.isEmpty() ? null : group, name);
      into.histories()
          .add(new History(id, name, () -> results(database, key, PastSum.end(sums)), sums, null));
    }
    into.lose(
        database.location(),
        "endpoints",
        "no addresses are in it: import the configuration of Gatus first; what was found goes to the service of that id or name");
    return into;
  }

  private static Stream<PastResult> results(
      ForeignDatabase database, Object endpoint, Instant from) {
    return database.stream(
            "select "
                + database.time("timestamp")
                + " as at, success, errors, status, duration"
                + " from endpoint_results where endpoint_id = ? order by endpoint_result_id",
            GatusStore::result,
            endpoint)
        .filter(result -> from == null || !result.at().isBefore(from));
  }

  private static PastResult result(ResultSet row) throws SQLException {
    Instant at = SqlTime.instant(row.getObject("at"));
    int code = row.getInt("status");
    String errors = row.getString("errors");
    boolean said = errors != null && !errors.isBlank();
    return at == null
        ? null
        : new PastResult(
            at,
            row.getBoolean("success") ? Status.UP : Status.DOWN,
            row.getLong("duration") / 1000,
            code == 0 ? null : (Integer) code,
            said ? errors.replace("|~|", "; ") : null,
            false);
  }

  /** Of the time before the first whole hour of which all results are there. */
  private static List<PastSum> sums(ForeignDatabase database, Object endpoint) {
    Instant first;
    try (Stream<PastResult> results = results(database, endpoint, null)) {
      first = results.map(PastResult::at).findFirst().orElse(Instant.MAX);
    }
    Instant complete =
        first.equals(Instant.MAX) ? first : PastSum.start(first, PastSum.HOUR).plus(PastSum.HOUR);
    List<Map<String, Object>> rows =
        database.rows(
            "select hour_unix_timestamp as start, total_executions as checks,"
                + " successful_executions as online, total_response_time as response"
                + " from endpoint_uptimes where endpoint_id = ? order by hour_unix_timestamp",
            endpoint);
    if (rows.isEmpty()) {
      return List.of();
    }
    Instant last = Instant.ofEpochSecond(number(rows.getLast(), "start"));
    Instant hours = PastSum.start(last.minus(HOURS), PastSum.DAY);
    TreeMap<Instant, PastSum> sums = new TreeMap<>();
    for (Map<String, Object> row : rows) {
      PastSum sum = sum(row, hours);
      if (!sum.end().isAfter(complete) && sum.checks() > 0) {
        sums.merge(sum.start(), sum, PastSum::plus);
      }
    }
    return List.copyOf(sums.values());
  }

  private static PastSum sum(Map<String, Object> row, Instant hours) {
    Instant at = Instant.ofEpochSecond(number(row, "start"));
    Duration length = at.isBefore(hours) ? PastSum.DAY : PastSum.HOUR;
    long checks = number(row, "checks");
    long response = number(row, "response") * 1000;
    long mean = checks == 0 ? 0 : response / checks;
    long online = Math.min(checks, number(row, "online"));
    return new PastSum(
        PastSum.start(at, length), length, checks, checks, online, checks, response, mean, mean);
  }

  private static long number(Map<String, Object> row, String column) {
    return row.get(column) instanceof Number value ? value.longValue() : 0;
  }
}
