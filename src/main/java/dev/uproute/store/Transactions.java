package dev.uproute.store;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.JdbcTransactionObjectSupport;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.DefaultTransactionStatus;

/**
 * Transactions of the writer. One that failed was rolled back when its connection was thrown away
 * ({@link Pools.BrokenConnection}), so what is reported is why it failed. Thread-safe.
 */
public class Transactions extends JdbcTransactionManager {
  public Transactions(DataSource writer) {
    super(writer);
  }

  @Override
  protected void doRollback(DefaultTransactionStatus status) {
    var transaction = (JdbcTransactionObjectSupport) status.getTransaction();
    try {
      if (!transaction.getConnectionHolder().getConnection().isClosed()) {
        super.doRollback(status);
      }
    } catch (SQLException e) {
      throw new TransactionSystemException("the transaction cannot be rolled back", e);
    }
  }
}
