package dev.uproute.record;

import dev.uproute.check.Certificates;
import dev.uproute.store.Store;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What the database says of the services themselves, as of the last batch: rows of
 * insert-service.sql, and the certificates of their servers. Not thread-safe.
 */
final class StoredServices {
  private static final long UNKNOWN = -1;

  private final JdbcTemplate reader;
  private final Map<String, List<Object>> rows = new HashMap<>();
  // not read: those of each service are written once after the start
  private final Map<String, Certificates> certificates = new HashMap<>();
  private long number = UNKNOWN;

  StoredServices(JdbcTemplate reader) {
    this.reader = reader;
  }

  /** Reads them again after a batch of another program, such as the one that deletes a history. */
  void load() {
    long last = reader.queryForObject(Store.sql("select-change"), (row, _) -> row.getLong("batch"));
    if (number == last) {
      return;
    }
    rows.clear();
    certificates.clear();
    reader.query(
        Store.sql("select-names"),
        row -> {
          Number keep = (Number) row.getObject("keep");
          String id = row.getString("id");
          rows.put(
              id, Arrays.asList(id, row.getString("name"), keep == null ? null : keep.longValue()));
        });
    number = last;
  }

  /** The number of the next batch. */
  long next() {
    return number + 1;
  }

  /** Whether the database has another row of this service, or none. */
  boolean differs(String id, List<Object> row) {
    return !row.equals(rows.get(id));
  }

  /** Whether these may be others than the database has; there may be none. */
  boolean differs(String id, Certificates sent) {
    return sent != null && !sent.equals(certificates.get(id));
  }

  /**
   * @param sent null when there are none
   */
  void written(String id, List<Object> row, Certificates sent) {
    rows.put(id, row);
    if (sent != null) {
      certificates.put(id, sent);
    }
  }

  void removed(String id) {
    rows.remove(id);
    certificates.remove(id);
  }

  /** The batch with this number is in the database. */
  void committed(long batch) {
    number = batch;
  }

  /** What made a transaction fail may be a database that is not what it was: it is read again. */
  void forget() {
    number = UNKNOWN;
  }
}
