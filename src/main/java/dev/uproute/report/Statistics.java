package dev.uproute.report;

import dev.uproute.check.Status;
import dev.uproute.record.Rollup;
import dev.uproute.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How services were in any time, from results at its edges and the hours and days between them.
 * Thread-safe. Every method throws {@link org.springframework.dao.DataAccessException} when the
 * database cannot be read.
 */
public final class Statistics {
  private static final Status[] STATUSES = Status.values();

  /** Services that are asked for at once. */
  private static final int MOST = 1_000;

  private final NamedParameterJdbcTemplate reader;
  private final TransactionTemplate snapshot;
  private final InstantSource clock;

  public Statistics(DataSource reader, InstantSource clock) {
    this.reader = new NamedParameterJdbcTemplate(reader);
    this.snapshot = new TransactionTemplate(new JdbcTransactionManager(reader));
    this.clock = clock;
  }

  /** As {@link #of(Collection, Instant, Instant)}; null for a service that was never checked. */
  public Figures of(String service, Instant from, Instant to) {
    return of(List.of(service), from, to).get(service);
  }

  /**
   * All figures of some services from one time on and before another; what is still to come is not
   * counted.
   *
   * @param services ids, in the order of the answer
   * @return by id; without the services that were never checked
   */
  public Map<String, Figures> of(Collection<String> services, Instant from, Instant to) {
    Instant now = clock.instant();
    Instant end = to.isAfter(now) ? now.plusMillis(1) : to;
    Span time = new Span(from, end.isBefore(from) ? from : end);
    Map<String, Figures> figures = new LinkedHashMap<>();
    List<String> ids = List.copyOf(services);
    snapshot.executeWithoutResult(
        _ -> {
          for (int i = 0; i < ids.size(); i += MOST) {
            add(ids.subList(i, Math.min(ids.size(), i + MOST)), time, figures);
          }
        });
    return figures;
  }

  private void add(List<String> ids, Span time, Map<String, Figures> figures) {
    Map<String, Object> parameters = time.parameters();
    parameters.put("ids", ids);
    parameters.put("at", parameters.get("to"));
    Map<String, Rollup> results = results(parameters);
    Map<String, List<Outages.Turn>> turns = turns(parameters);
    Map<String, Status> last = states(parameters);
    for (String id : ids) {
      if (last.containsKey(id)) {
        figures.put(
            id,
            Figures.of(
                results.getOrDefault(id, new Rollup()),
                Outages.of(
                    time.from(), time.to(), turns.getOrDefault(id, List.of()), last.get(id))));
      }
    }
  }

  private Map<String, Rollup> results(Map<String, Object> parameters) {
    Map<String, Rollup> results = new HashMap<>();
    reader.query(
        Span.PARTS,
        parameters,
        row -> {
          add(row, results.computeIfAbsent(row.getString("id"), _ -> new Rollup()));
        });
    return results;
  }

  private static void add(ResultSet row, Rollup sum) throws SQLException {
    if (row.getObject("counted") != null) {
      sum.add(row);
      return;
    }
    long online = row.getLong("online");
    Boolean up = row.wasNull() ? null : (Boolean) (online == 1);
    long response = row.getLong("response");
    sum.add(up, row.wasNull() ? null : (Long) response);
  }

  private Map<String, List<Outages.Turn>> turns(Map<String, Object> parameters) {
    Map<String, List<Outages.Turn>> turns = new HashMap<>();
    reader.query(
        Store.sql("select-changes"),
        parameters,
        row -> {
          turns
              .computeIfAbsent(row.getString("id"), _ -> new ArrayList<>())
              .add(
                  new Outages.Turn(
                      Store.instant(row, "at"),
                      STATUSES[row.getInt("from_status")],
                      STATUSES[row.getInt("to_status")]));
        });
    return turns;
  }

  private Map<String, Status> states(Map<String, Object> parameters) {
    Map<String, Status> states = new HashMap<>();
    reader.query(
        Store.sql("select-states"),
        parameters,
        row -> {
          states.put(row.getString("id"), STATUSES[row.getInt("state")]);
        });
    return states;
  }
}
