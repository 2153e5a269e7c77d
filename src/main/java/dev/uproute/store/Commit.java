package dev.uproute.store;

import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Lets memory follow the database: work that is done when the running transaction has committed.
 */
public final class Commit {
  private Commit() {}

  /**
   * Runs the work after the commit and before the connection is given back, so the next transaction
   * sees what it did; never when the transaction is rolled back.
   *
   * @throws IllegalStateException outside a transaction
   */
  public static void then(Runnable work) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }
}
