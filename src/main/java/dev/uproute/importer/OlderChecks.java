package dev.uproute.importer;

import dev.uproute.check.Status;
import dev.uproute.importer.Imported.History;
import dev.uproute.importer.Imported.PastResult;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The {@code uptime_history.db} of an older monitor, with table {@code checks}, into a database
 * that there is already; one in the place of ours is taken over at the start.
 */
public final class OlderChecks implements TableImport {
  @Override
  public String name() {
    return "uptime-history";
  }

  @Override
  public String[] tables() {
    return new String[] {"checks"};
  }

  @Override
  public String[] columns() {
    return new String[] {"service_name", "checked_at", "is_online"};
  }

  @Override
  public Imported read(ForeignDatabase database) {
    Imported into = Imported.begin();
    for (Map<String, Object> row :
        database.rows(
            "select service_name as name, sum(unixepoch(checked_at, 'subsec') is null) as unread"
                + " from checks where service_name is not null group by 1 order by min(id)")) {
      String name = row.get("name").toString();
      into.histories().add(new History(null, name, () -> results(database, name), List.of(), null));
      if (((Number) row.get("unread")).longValue() > 0) {
        into.lose(
            database.location(),
            name,
            row.get("unread") + " checks have a time that cannot be read");
      }
    }
    into.lose(
        database.location(),
        "checks",
        "no addresses are in it: what was found of a service goes to that of its name, once it is in the list");
    return into;
  }

  private static Stream<PastResult> results(ForeignDatabase database, String name) {
    return database.stream(
        "select unixepoch(checked_at, 'subsec') * 1000 as at, is_online, response_time_ms"
            + " from checks where service_name = ? order by 1, id",
        OlderChecks::result,
        name);
  }

  private static PastResult result(ResultSet row) throws SQLException {
    double at = row.getDouble("at");
    if (row.wasNull()) {
      return null;
    }
    Status status = row.getBoolean("is_online") ? Status.UP : Status.DOWN;
    Long response = RowReader.micros(row, "response_time_ms");
    return new PastResult(SqlTime.millis(at), status, response, null, null, false);
  }
}
