package dev.uproute.record;

import dev.uproute.store.Store;
import java.time.Duration;
import java.time.Instant;
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
  /** So long after a service went its outage is closed, by route record-events. */
  private static final Duration CLOSED = Duration.ofSeconds(10);

  /** So long its history waits for channels that do not accept. */
  private static final Duration LATE = Duration.ofDays(1);

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
          writer.update(Store.sql("delete-purge"), service);
          writer.update(Store.sql("suppress-forgotten"), service);
          writer.update(Store.sql("update-batch-foreign"), Map.of());
          return writer.update(Store.sql("forget-service"), service) > 0;
        });
  }

  /** The same, when that was asked for and has not been done yet. */
  public void eraseWanted(String id) {
    if (!writer.queryForList(Store.sql("select-purge"), Map.of("id", id)).isEmpty()) {
      erase(id);
    }
  }

  /**
   * The services whose history is to go, and can: their outages are closed, and whoever was to be
   * notified of that was.
   */
  public List<String> wanted() {
    Instant now = Instant.now();
    Map<String, Long> times =
        Map.of("closed", now.minus(CLOSED).toEpochMilli(), "late", now.minus(LATE).toEpochMilli());
    return writer.queryForList(Store.sql("select-purges"), times, String.class);
  }

  /** The ids of all services there are, or names. */
  public List<String> ids() {
    return writer.queryForList(Store.sql("select-ids"), Map.of(), String.class);
  }
}
