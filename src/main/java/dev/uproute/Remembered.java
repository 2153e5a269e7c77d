package dev.uproute;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * What outlives a restart and is no history: table {@code remembered}, read here and written by
 * routes with {@code sql/upsert-remembered.sql}. Thread-safe.
 */
public final class Remembered {
  private final JdbcTemplate reader;

  public Remembered(DataSource reader) {
    this.reader = new JdbcTemplate(reader);
  }

  /**
   * Null when nothing of that name was ever remembered.
   *
   * @throws org.springframework.dao.DataAccessException when the database cannot be read
   */
  public String value(String name) {
    List<String> found =
        reader.queryForList("select value from remembered where name = ?", String.class, name);
    return found.isEmpty() ? null : found.getFirst();
  }

  /** The parameters of upsert-remembered.sql. */
  public static Map<String, Object> row(String name, String value) {
    return Map.of("name", name, "value", value, "at", System.currentTimeMillis());
  }
}
