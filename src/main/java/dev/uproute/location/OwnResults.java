package dev.uproute.location;

import dev.uproute.check.Result;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What this location found and is not stored yet, the oldest first. Of more than {@value #MOST} the
 * oldest go, which is logged. Thread-safe.
 */
final class OwnResults {
  /** While a database cannot be written: 2,000 services of a minute for almost an hour. */
  static final int MOST = 100_000;

  /** Of one transaction. */
  static final int BATCH = 500;

  private static final Logger LOG = LoggerFactory.getLogger("Uproute");

  private final Deque<Result> waiting = new ArrayDeque<>(0);
  private boolean dropping;

  synchronized void add(Result found) {
    waiting.addLast(found);
    if (waiting.size() > MOST) {
      waiting.removeFirst();
      if (!dropping) {
        dropping = true;
        LOG.error(
            "More than {} results of this location wait for the database; the oldest are dropped",
            MOST);
      }
    }
  }

  /** The next to store; they stay until {@link #stored} is told. */
  synchronized List<Result> next() {
    return waiting.stream().limit(BATCH).toList();
  }

  /**
   * @param results as {@link #next} gave them
   */
  synchronized void stored(List<Result> results) {
    // by identity; some may have been dropped meanwhile
    results.forEach(
        each -> {
          if (waiting.peekFirst() == each) {
            waiting.removeFirst();
          }
        });
    dropping = false;
  }
}
