package dev.uproute.store;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What outlives a restart and is no history: table {@code remembered}, read here and written by
 * routes with {@code sql/upsert-key-value.sql}. Thread-safe. Every method throws {@link
 * org.springframework.dao.DataAccessException} when the database cannot be read.
 */
public final class KeyValues {
  private final JdbcTemplate reader;

  public KeyValues(DataSource reader) {
    this.reader = new JdbcTemplate(reader);
  }

  /** Null when nothing of that name was ever remembered. */
  public String value(String name) {
    List<String> found = reader.queryForList(Store.sql("select-value"), String.class, name);
    return found.isEmpty() ? null : found.getFirst();
  }

  /** When that was remembered; null when it never was. */
  public Instant at(String name) {
    List<Long> found = reader.queryForList(Store.sql("select-value-at"), Long.class, name);
    return found.isEmpty() ? null : Instant.ofEpochMilli(found.getFirst());
  }

  /** The id of each service whose history follows a page, by the id of the page. */
  public Map<String, String> origins() {
    Map<String, String> ids = new HashMap<>();
    reader.query(
        Store.sql("select-origins"),
        row -> {
          ids.put(row.getString("origin"), row.getString("id"));
        });
    return ids;
  }

  /** The parameters of upsert-key-value.sql. */
  public static Map<String, Object> row(String name, String value) {
    return Map.of("name", name, "value", value, "at", System.currentTimeMillis());
  }
}
