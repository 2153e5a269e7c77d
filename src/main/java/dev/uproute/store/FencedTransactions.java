package dev.uproute.store;

import dev.uproute.text.Histogram;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Transactions of the instance that has the {@link Lease}: the first statement of each asks whether
 * it still has it, and keeps others from taking it before the end. Thread-safe.
 */
public final class FencedTransactions extends Transactions {
  private final Lease lease;
  private final Histogram durations =
      new Histogram(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10);

  /** Of the transaction that has the connection, which is one at a time. */
  private volatile long begun;

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
  protected void doCommit(DefaultTransactionStatus status) {
    super.doCommit(status);
    durations.add((System.nanoTime() - begun) / 1e9);
  }

  /** Seconds from the first statement of a transaction to the end of its commit. */
  public Histogram durations() {
    return durations;
  }

  @Override
  protected void prepareTransactionalConnection(
      Connection connection, TransactionDefinition definition) throws SQLException {
    super.prepareTransactionalConnection(connection, definition);
    begun = System.nanoTime();
    try {
      lease.check(connection);
    } catch (NotLeaseHolder e) {
      connection.rollback();
      throw e;
    }
  }
}
