package dev.uproute.record;

import static java.time.temporal.ChronoUnit.SECONDS;

import dev.uproute.check.Result;
import dev.uproute.text.Durations;
import dev.uproute.text.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;

/**
 * Results between their check and their commit. While the database cannot be written they wait here
 * and are tried again; when there are too many the oldest are dropped and counted. People are
 * notified once when the database cannot be written, and once when it can again; that is never a
 * service's failure.
 *
 * <p>Thread-safe.
 */
public final class Backlog {
  private static final Logger LOG = LoggerFactory.getLogger(Backlog.class);

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  private final int capacity;
  private final SelfEvents selfEvents;
  private final InstantSource clock;
  private final ArrayDeque<Result> results = new ArrayDeque<>();
  private Instant failingSince;
  private boolean notified;
  private String after;
  private long dropped;

  /**
   * @param capacity results kept at most, from 1
   */
  public Backlog(int capacity, SelfEvents selfEvents, InstantSource clock) {
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "uproute.record.backlog: " + capacity + " is not allowed, 1 is the least");
    }
    this.capacity = capacity;
    this.selfEvents = selfEvents;
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

  /** All that waits, oldest first; it stays here until it is {@link #stored}. */
  public synchronized List<Result> waiting() {
    return List.copyOf(results);
  }

  /**
   * What was {@link #waiting} is in the database, and goes.
   *
   * @param taken oldest first
   */
  public synchronized void stored(@Variable("waiting") List<Result> taken) {
    for (Result result : taken) {
      // one that is not the first any more was dropped since, although it is stored now
      if (results.peekFirst() == result) {
        results.removeFirst();
      } else {
        dropped--;
      }
    }
    if (failingSince != null) {
      over(taken.size());
    }
  }

  private void over(int kept) {
    Instant now = clock.instant();
    Duration length = Duration.between(failingSince, now).truncatedTo(SECONDS);
    String sentence =
        "The history is written again after %s; %s kept, %d had to be dropped"
            .formatted(
                Durations.text(length),
                kept == 1 ? "1 result was" : kept + " results were",
                dropped);
    LOG.info("{}", sentence);
    if (notified) {
      selfEvents.add(now, sentence);
    }
    failingSince = null;
    notified = false;
  }

  /**
   * Notes that a transaction failed: loudly in the log for the first of them, and people are
   * notified, of a lock that another program may give back, and of a disk on which space was made,
   * when it lasts.
   *
   * @param released what people are notified of when space was made; else null
   */
  public synchronized void failed(Exception cause, String released) {
    Instant now = clock.instant();
    StoreFailure failure = StoreFailure.of(cause);
    if (failingSince == null) {
      failingSince = now;
      failure.log(
          LOG,
          "The history cannot be written, %s; up to %d results are kept in memory and tried again every second"
              .formatted(failure.reason(), capacity),
          cause);
    } else {
      LOG.debug("The history still cannot be written: {}", failure.reason());
    }
    boolean lasts = !now.isBefore(failingSince.plus(PATIENCE));
    if (!notified && (lasts || !failure.passing() && released == null)) {
      notified = true;
      selfEvents.add(
          now,
          "The history cannot be written since %s: %s. Checks and notifications go on; up to %d results are kept in memory"
              .formatted(TIME.format(failingSince), failure.reason(), capacity));
    }
  }

  /**
   * Notes that a step after the commit failed: the batch is in the database. Logged, and people are
   * notified, when it is another failure than the last of this kind.
   */
  public synchronized void failedAfterCommit(Exception cause) {
    String sentence =
        "The results are in the history, but a step after that failed: "
            + Sentence.clean(NestedExceptionUtils.getMostSpecificCause(cause).toString());
    if (!sentence.equals(after)) {
      after = sentence;
      LOG.error("{}", sentence, cause);
      selfEvents.add(clock.instant(), sentence);
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
