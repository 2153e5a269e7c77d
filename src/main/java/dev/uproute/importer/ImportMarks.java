package dev.uproute.importer;

import dev.uproute.store.Store;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How far imports of each service came, in the database, so that one goes on where it was stopped.
 * Thread-safe.
 */
final class ImportMarks {
  private final JdbcTemplate writer;
  private final String source;

  /**
   * @param source the word for the other monitor
   */
  ImportMarks(JdbcTemplate writer, String source) {
    this.writer = writer;
    this.source = source;
  }

  /** The name of the mark of a service, by its id or what it is called. */
  String name(String service) {
    return "imported " + source + ' ' + service;
  }

  /** The time of the last thing that was written, in epoch milliseconds; before all for none. */
  long last(String mark) {
    List<String> found = writer.queryForList(Store.sql("select-value"), String.class, mark);
    return found.isEmpty() ? Long.MIN_VALUE : Long.parseLong(found.getFirst());
  }

  /** Within the transaction that wrote that far; a monitor that runs counts again. */
  void written(String mark, long at) {
    writer.update(Store.sql("upsert-imported"), mark, "" + at, System.currentTimeMillis());
    writer.update(Store.sql("update-edits"));
  }
}
