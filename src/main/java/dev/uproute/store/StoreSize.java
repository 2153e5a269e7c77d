package dev.uproute.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** How large the file of the database is. Thread-safe. */
public final class StoreSize {
  private static final int PAGES = 200;

  private final JdbcTemplate reader;
  private final DataSource writer;

  public StoreSize(DataSource reader, DataSource writer) {
    this.reader = new JdbcTemplate(reader);
    this.writer = writer;
  }

  /**
   * In bytes.
   *
   * @param file all of it but the log
   * @param free what rows that went left in it, for those to come
   * @param shrinks whether that can be given back to the disk: a file older than this setting
   *     cannot
   */
  public record Size(long file, long free, boolean shrinks) {
    public long used() {
      return file - free;
    }
  }

  /** As of now. */
  public Size now() {
    return reader.queryForObject(
        "select page_count * page_size as file, freelist_count * page_size as free, auto_vacuum"
            + " from pragma_page_count, pragma_page_size, pragma_freelist_count, pragma_auto_vacuum",
        (row, at) -> size(row));
  }

  private static Size size(ResultSet row) throws SQLException {
    return new Size(row.getLong("file"), row.getLong("free"), row.getInt("auto_vacuum") == 2);
  }

  /** Gives a little of what is free back to the disk, in a transaction of its own. */
  public void shrink() throws SQLException {
    try (Connection connection = writer.getConnection();
        Statement statement = connection.createStatement()) {
      // by executeUpdate, which runs it to its end: it frees a page with each step
      statement.executeUpdate("pragma incremental_vacuum(" + PAGES + ")");
    }
  }
}
