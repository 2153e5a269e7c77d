package dev.uproute.alert;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.uproute.check.Result;
import dev.uproute.service.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Results between their check and their commit. While the database cannot be written they wait here
 * and are tried again; when there are too many the oldest are dropped and counted (P20). An outage
 * of ours is said once at its beginning and once at its end, and is never a service's failure (P7).
 *
 * <p>Thread-safe; {@link #waiting} only inside the transaction of route {@code record-batch}.
 */
public final class Backlog {
  private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

  private final int capacity;
  private final InstantSource clock;
  private final ArrayDeque<Result> results = new ArrayDeque<>();
  private Instant failingSince;
  private long dropped;

  /**
   * @param capacity results kept at most, from 1
   */
  public Backlog(int capacity) {
    this(capacity, InstantSource.system());
  }

  Backlog(int capacity, InstantSource clock) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "uproute.record.backlog: " + capacity + " is not allowed, 1 is the least");
    }
    this.capacity = capacity;
    this.clock = clock;
  }

  /**
   * @throws NullPointerException for a result that could never be stored
   */
  public synchronized void add(List<Result> more) {
    for (Result result : more) {
      Objects.requireNonNull(result.service(), "a result needs a service");
      Objects.requireNonNull(result.at(), "a result needs a time");
      Objects.requireNonNull(result.status(), "a result needs a status");
    }
    for (Result result : more) {
      // only an outage makes results pile up; one large round does not
      if (failingSince != null && results.size() >= capacity) {
        results.removeFirst();
        dropped++;
      }
      results.addLast(result);
    }
  }

  /** All that waits, oldest first; it stays here until the running transaction has committed. */
  public synchronized List<Result> waiting() {
    List<Result> taken = List.copyOf(results);
    Commit.then(() -> stored(taken));
    return taken;
  }

  private synchronized void stored(List<Result> taken) {
    for (Result result : taken) {
      // one that is not the first any more was dropped since, although it is stored now
      if (results.peekFirst() == result) {
        results.removeFirst();
      } else {
        dropped--;
      }
    }
    if (failingSince != null) {
      LOG.info(
          "The history is written again after {}; {} results were kept, {} had to be dropped",
          Durations.text(Duration.between(failingSince, clock.instant()).truncatedTo(SECONDS)),
          taken.size(),
          dropped);
      failingSince = null;
    }
  }

  /** Notes that a transaction failed; logged loudly for the first of them. */
  public synchronized void failed(Exception cause) {
    if (failingSince == null) {
      failingSince = clock.instant();
      LOG.error(
          "The history cannot be written; up to {} results are kept in memory and tried again"
              + " every second",
          capacity,
          cause);
    } else {
      LOG.debug("The history still cannot be written: {}", cause.getMessage());
    }
  }

  /** Whether the last transaction failed. */
  public synchronized boolean failing() {
    return failingSince != null;
  }

  /** How many results wait. */
  public synchronized int size() {
    return results.size();
  }

  /** How many results were dropped since the start because too many waited. */
  public synchronized long dropped() {
    return dropped;
  }
}
