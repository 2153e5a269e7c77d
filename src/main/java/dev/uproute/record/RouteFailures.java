package dev.uproute.record;

import dev.uproute.service.MonotonicClock;
import dev.uproute.store.NotLeaseHolder;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/**
 * The log of what fails by the error style {@code log-and-continue}. A route that a clock begins
 * fails again with each tick while the cause lasts, so the same failure is logged once in ten
 * minutes. Thread-safe.
 */
public final class RouteFailures {
  private static final Duration SILENT = Duration.ofMinutes(10);

  /** Different failures remembered at most; further ones are logged each time. */
  private static final int MOST = 1000;

  private final MonotonicClock clock;
  private final Map<String, Instant> logged = new HashMap<>();

  public RouteFailures(MonotonicClock clock) {
    this.clock = clock;
  }

  /**
   * @param route its id, which is the name of the logger, too
   * @param failure of one step of the route, or of a route that it called
   */
  public void log(String route, Exception failure) {
    Logger log = LoggerFactory.getLogger(route);
    log.debug("{} failed", route, failure);
    String sentence = route + " failed: " + reason(failure);
    // that the lease is lost is said by the lease
    if (!lost(failure) && isNew(sentence)) {
      log.error("{}", sentence);
    }
  }

  private synchronized boolean isNew(String sentence) {
    Instant now = clock.instant();
    logged.values().removeIf(at -> !now.isBefore(at.plus(SILENT)));
    // how long was waited, or which exchange it was, makes no other failure of it
    String same = sentence.replaceAll("\\d", "");
    return !logged.containsKey(same) && (logged.size() >= MOST || logged.put(same, now) == null);
  }

  private static boolean lost(Throwable failure) {
    return failure != null && (failure instanceof NotLeaseHolder || lost(failure.getCause()));
  }

  /**
   * Why a route failed, a clause for a sentence of the log; of a database, what people know it by.
   */
  public static String reason(Exception failure) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(failure);
    if (failure instanceof DataAccessException
        || failure instanceof TransactionException
        || root instanceof SQLException) {
      return StoreFailure.of(failure).reason();
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }
}
