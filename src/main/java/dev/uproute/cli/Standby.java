package dev.uproute.cli;

import dev.uproute.store.Lease;
import dev.uproute.store.StoreWatch;
import dev.uproute.text.Version;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * An instance that waits for the lease: none of its routes runs, so it checks, notifies and writes
 * nothing. For one thread.
 */
final class Standby {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private final Lease lease;
  private final StoreWatch watch;
  private final Runnable meanwhile;

  /**
   * @param meanwhile called at once and then every two seconds while it waits
   */
  Standby(Lease lease, StoreWatch watch, Runnable meanwhile) {
    this.lease = lease;
    this.watch = watch;
    this.meanwhile = meanwhile;
  }

  /**
   * Returns when this instance has the lease, or when the database cannot be asked at all, and the
   * instance works without until it can; with several instances it waits.
   *
   * @return whether it had to wait
   */
  boolean await() throws InterruptedException {
    try {
      if (lease.take()) {
        return false;
      }
      LOG.warn(
          "Uproute {} stands by: it neither checks nor notifies while another instance, {}, works"
              + " on the same database, and takes over when that ends",
          Version.current(),
          lease.holder());
    } catch (DataAccessException | TransactionException e) {
      LOG.debug("nobody knows who works on the database", e);
      if (!lease.several()) {
        return false;
      }
      LOG.warn(
          "Uproute {} stands by: the database cannot be asked whether another instance works on it",
          Version.current());
    }
    do {
      meanwhile.run();
      Thread.sleep(PAUSE);
    } while (!taken());
    LOG.warn("No other instance works on the database; this one takes over");
    return true;
  }

  private boolean taken() {
    try {
      if (watch.replaced()) {
        watch.reopen();
      }
      return lease.take();
    } catch (DataAccessException | TransactionException | IOException e) {
      LOG.debug("The lease cannot be asked for", e);
      return false;
    }
  }
}
