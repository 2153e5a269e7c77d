package dev.uproute.importer;

import dev.uproute.check.Status;
import dev.uproute.importer.Imported.History;
import dev.uproute.importer.Imported.PastResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Table {@code service_checks} of an older monitor, most often on PostgreSQL: what was found of
 * each service, by its id. Only {@code online} counts as online there.
 */
public final class ServiceChecks implements TableImport {
  private static final int CODES = 600;

  @Override
  public String name() {
    return "service-checks";
  }

  @Override
  public String[] tables() {
    return new String[] {"service_checks"};
  }

  @Override
  public String[] columns() {
    return new String[] {"service_id", "timestamp", "status"};
  }

  @Override
  public Imported read(ForeignDatabase database) {
    Imported into = Imported.begin();
    for (Map<String, Object> row :
        database.rows(
            "select service_id as id from service_checks where service_id is not null"
                + " group by service_id order by service_id")) {
      Object id = row.get("id");
      String text = id.toString();
      into.histories().add(new History(text, text, () -> results(database, id), List.of(), false));
    }
    into.lose(
        database.location(),
        "service_checks",
        "no addresses are in it: what was found of a service goes to that of its id or name, once it is in the list");
    return into;
  }

  private static Stream<PastResult> results(ForeignDatabase database, Object id) {
    return database.stream(
        "select "
            + database.time("timestamp")
            + " as at, status, response_time, status_code, error"
            + " from service_checks where service_id = ? order by timestamp, id",
        ServiceChecks::result,
        id);
  }

  private static PastResult result(ResultSet row) throws SQLException {
    Instant at = SqlTime.instant(row.getObject("at"));
    Long response = RowReader.micros(row, "response_time");
    int code = row.getInt("status_code");
    Integer status = row.wasNull() || code < 100 || code >= CODES ? null : (Integer) code;
    return at == null
        ? null
        : new PastResult(
            at, status(row.getString("status")), response, status, row.getString("error"), false);
  }

  /** The one of a word; BOT_DETECTED shares its word with DEGRADED, which is the one meant. */
  private static Status status(String word) {
    return Arrays.stream(Status.values())
        .filter(status -> status.word().equals(word))
        .findFirst()
        .orElse(Status.UNKNOWN);
  }
}
