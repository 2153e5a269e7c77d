package dev.uproute.record;

import dev.uproute.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.camel.Variable;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Decides which hours and days a transaction writes. The first result of a new hour closes the hour
 * before: its results are added up, and at the end of a day its hours. A result of an hour that is
 * closed is added to that. So an hour is written once, whatever was restarted in it, and nothing of
 * it is kept in memory but when it ends.
 *
 * <p>Thread-safe. Its methods read by the connection of the transaction that they are called in.
 */
public final class Rollups {
  /** Results that one batch may read to close hours; a long history takes many batches. */
  private static final int MOST = 4 * RollupStep.PIECE;

  private static final int MOST_RECOUNTS = 50;

  private final JdbcTemplate writer;
  // id → the end of its last closed hour. When it is too late, a result of an open hour is looked
  // at
  // for nothing; it is too early only after another writer, whose batch has another number
  private final Map<String, Long> until = new HashMap<>();
  private long number = -1;
  private long edits = -1;

  public Rollups(DataSource writer) {
    this.writer = new JdbcTemplate(writer);
  }

  /**
   * What the results of a batch close, after they were inserted in the same transaction.
   *
   * @return null when nothing is to be written
   */
  public synchronized RollupStep of(@Variable("batch") Batch batch) {
    RollupStep step = new RollupStep(writer);
    boolean edited = follow(batch);
    int read = 0;
    for (Map.Entry<String, List<List<Object>>> each : outside(batch.resultRows()).entrySet()) {
      Marks marks = step.marks(each.getKey());
      long latest = 0;
      for (List<Object> row : each.getValue()) {
        long at = (Long) row.get(1);
        latest = Math.max(latest, at);
        if (at < marks.hoursUntil()) {
          step.late(marks, at, flag(row.get(3)), (Long) row.get(4));
        }
      }
      if (read < MOST && Marks.hour(latest) > marks.hoursUntil()) {
        read += step.close(marks, Marks.hour(latest));
      }
      until.put(each.getKey(), step.marks(marks).hoursUntil());
    }
    if (edited) {
      recount(step);
    }
    return step.isEmpty() ? null : step;
  }

  /**
   * The next piece of a service whose results are to be pruned and bring no more.
   *
   * @param row of select-behind.sql
   * @param before closes the hours before this one, in epoch milliseconds
   */
  public synchronized RollupStep behind(Map<String, Object> row, long before) {
    RollupStep step = new RollupStep(writer);
    Marks marks = Marks.of(row);
    step.close(marks, Math.max(before, marks.hoursUntil()));
    if (marks.id() != null) {
      until.put(marks.id(), step.marks(marks).hoursUntil());
    }
    return step;
  }

  /** Whether somebody deleted results since the last batch, or may have. */
  private boolean follow(Batch batch) {
    long[] change =
        writer.queryForObject(
            Store.sql("select-change"),
            (row, _) -> new long[] {row.getLong("batch"), row.getLong("edits")});
    boolean foreign = change[0] != number;
    if (foreign) {
      until.clear();
      writer.query(Store.sql("select-hours-until"), this::learn);
    }
    boolean edited = foreign || change[1] != edits;
    number = batch.number();
    edits = change[1];
    return edited;
  }

  private void learn(ResultSet row) throws SQLException {
    until.put(row.getString("id"), row.getLong("hours_until"));
  }

  /** The results that are not of the open hour of their service, by its id. */
  private Map<String, List<List<Object>>> outside(List<List<Object>> rows) {
    Map<String, List<List<Object>>> outside = new LinkedHashMap<>();
    for (List<Object> row : rows) {
      String id = (String) row.getFirst();
      Long open = until.get(id);
      long at = (Long) row.get(1);
      if (open == null || at < open || at >= open + Marks.HOUR) {
        outside.computeIfAbsent(id, _ -> new ArrayList<>()).add(row);
      }
    }
    return outside;
  }

  private void recount(RollupStep step) {
    List<Map<String, Object>> rows =
        writer.queryForList(Store.sql("select-recounts"), MOST_RECOUNTS);
    for (Map<String, Object> row : rows) {
      step.recount(Marks.of(row), ((Number) row.get("start")).longValue());
    }
    if (rows.size() == MOST_RECOUNTS) {
      // the next batch goes on
      edits = -1;
    }
  }

  private static Boolean flag(Object value) {
    return value == null ? null : (Boolean) value.equals(1);
  }
}
