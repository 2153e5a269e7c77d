package dev.uproute.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.transaction.TransactionDefinition;

/**
 * Transactions of the instance that has the {@link Lease}: the first statement of each asks whether
 * it still has it, and keeps others from taking it before the end. Thread-safe.
 */
public final class FencedTransactions extends Transactions {
  private final Lease lease;

  public FencedTransactions(DataSource writer, Lease lease) {
    super(writer);
    this.lease = lease;
  }

  @Override
  protected void doBegin(Object transaction, TransactionDefinition definition) {
    lease.begin();
    super.doBegin(transaction, definition);
  }

  @Override
  protected void prepareTransactionalConnection(
      Connection connection, TransactionDefinition definition) throws SQLException {
    super.prepareTransactionalConnection(connection, definition);
    try {
      lease.check(connection);
    } catch (NotLeaseHolder e) {
      connection.rollback();
      throw e;
    }
  }
}
