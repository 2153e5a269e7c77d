package dev.uproute.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The one row of table {@code lease}. Thread-safe. Every method throws {@link
 * org.springframework.dao.DataAccessException} or {@link
 * org.springframework.transaction.TransactionException} when the database cannot be used.
 */
final class LeaseTable {
  private final Store store;
  private final JdbcTemplate reader;
  private final JdbcTemplate writer;
  private final TransactionTemplate transaction;
  private final InstantSource clock;

  /**
   * @param holder null when it was given back
   * @param until epoch milliseconds of the database's clock
   */
  record Row(String holder, long epoch, long until) {}

  LeaseTable(Store store, DataSource reader, DataSource writer, InstantSource clock) {
    this.store = store;
    this.reader = new JdbcTemplate(reader);
    this.writer = new JdbcTemplate(writer);
    this.transaction = new TransactionTemplate(new Transactions(writer));
    this.clock = clock;
  }

  Row row() {
    return reader.queryForObject(
        Store.sql("select-lease"),
        (row, _) -> new Row(row.getString("holder"), row.getLong("epoch"), row.getLong("until")));
  }

  /** Milliseconds until it ends; negative when it has ended. */
  long left(Row row) {
    return row.until() - now(reader);
  }

  /**
   * Takes it with the next epoch, unless the row is not as it was seen.
   *
   * @param claims whether nobody can be sending any more what is claimed in the outbox
   * @param still asked last: whether it is to be taken
   */
  boolean take(Row seen, String holder, Duration length, boolean claims, BooleanSupplier still) {
    return transaction.execute(
        status -> {
          long until = now(writer) + length.toMillis();
          int taken =
              writer.update(Store.sql("take-lease"), holder, until, seen.epoch(), seen.until());
          if (claims) {
            writer.update(Store.sql("release-all"));
          }
          if (taken == 0 || !still.getAsBoolean()) {
            status.setRollbackOnly();
            return false;
          }
          return true;
        });
  }

  /** False when another has it. */
  boolean renew(String holder, long epoch, Duration length) {
    long until = now(writer) + length.toMillis();
    return writer.update(Store.sql("renew-lease"), until, holder, epoch) == 1;
  }

  void release(String holder, long epoch) {
    writer.update(Store.sql("release-lease"), holder, epoch);
  }

  /** Whether it is held so, until the end of this transaction. */
  boolean holds(Connection transaction, String holder, long epoch) throws SQLException {
    String select = Store.sql("select-held") + store.share();
    try (PreparedStatement statement = transaction.prepareStatement(select)) {
      statement.setString(1, holder);
      statement.setLong(2, epoch);
      try (ResultSet row = statement.executeQuery()) {
        return row.next();
      }
    }
  }

  private long now(JdbcTemplate database) {
    String ask = store.clock();
    return ask == null ? clock.millis() : database.queryForObject(ask, Long.class);
  }
}
