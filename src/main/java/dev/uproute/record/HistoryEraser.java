package dev.uproute.record;

import dev.uproute.store.Store;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Deletes the history of a service, however long, in a moment: its rows are nobody's from then on
 * and go step by step with what is too old. What waits to be sent of it is not sent. Thread-safe.
 */
public final class HistoryEraser {
  private final NamedParameterJdbcTemplate writer;
  private final TransactionTemplate transaction;

  public HistoryEraser(DataSource writer) {
    this.writer = new NamedParameterJdbcTemplate(writer);
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(writer));
  }

  /**
   * The next result of the service, if it is still listed, begins a new history.
   *
   * @param id its name where it never had an id
   * @return whether there was one
   */
  public boolean erase(String id) {
    return transaction.execute(
        _ -> {
          Map<String, String> service = Map.of("id", id);
          writer.update(Store.sql("suppress-forgotten"), service);
          writer.update(Store.sql("update-batch-foreign"), Map.of());
          return writer.update(Store.sql("forget-service"), service) > 0;
        });
  }

  /** The ids of all services there are, or names. */
  public List<String> ids() {
    return writer.queryForList(Store.sql("select-ids"), Map.of(), String.class);
  }
}
