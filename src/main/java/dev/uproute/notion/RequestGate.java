package dev.uproute.notion;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;

/**
 * The one gate to Notion, for what is read and what is written together: one request at a time,
 * their starts a pause apart. It closes
 *
 * <ol>
 *   <li>for as long as Notion asked for (429, 529);
 *   <li>after a failure of Notion or the network for 1 s, after each further one for twice as long,
 *       up to 5 minutes, ±20 % so that many clients do not come back together;
 *   <li>for 15 minutes when the token is not accepted.
 * </ol>
 *
 * While it is closed a call fails at once, so nobody sleeps before it; who has something to ask
 * looks whether it is {@link #open}. Times are of a monotonic clock. Thread-safe.
 */
public final class RequestGate {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private final long pause;
  private final LongSupplier millis;
  private final DoubleSupplier random;
  private final Semaphore turn = new Semaphore(1, true);

  // guarded by this
  private long opens;
  private long next;
  private int failures;
  private NotionRefusal why;

  /**
   * @param pause at least this long between the starts of two requests
   */
  public RequestGate(Duration pause) {
    this(pause, () -> System.nanoTime() / 1_000_000, Math::random);
  }

  RequestGate(Duration pause, LongSupplier millis, DoubleSupplier random) {
    this.pause = pause.toMillis();
    this.millis = millis;
    this.random = random;
    opens = millis.getAsLong();
    next = opens;
  }

  /** Whether a call may be made now; it may have to wait for another one to end. */
  public synchronized boolean open() {
    return opens - millis.getAsLong() <= 0;
  }

  /** How long it stays closed; zero when it is open. */
  public synchronized Duration left() {
    return Duration.ofMillis(Math.max(0, opens - millis.getAsLong()));
  }

  /** What closed it; null when it is open. */
  synchronized NotionRefusal reason() {
    return open() ? null : why;
  }

  /**
   * Waits for its turn, which {@link #leave} ends.
   *
   * @throws NotionRefusal when the gate is closed
   */
  void enter() throws InterruptedException {
    check();
    turn.acquire();
    try {
      check();
      long wait = next() - millis.getAsLong();
      if (wait > 0) {
        TimeUnit.MILLISECONDS.sleep(wait);
      }
      began();
    } catch (InterruptedException | RuntimeException e) {
      turn.release();
      throw e;
    }
  }

  void leave() {
    turn.release();
  }

  private synchronized void check() {
    if (!open()) {
      throw why;
    }
  }

  private synchronized long next() {
    return next;
  }

  private synchronized void began() {
    next = millis.getAsLong() + pause;
  }

  /** Notion answered: what failed before is over. */
  synchronized void passed() {
    failures = 0;
  }

  /** How long to wait after one more failure. */
  synchronized Duration backOff() {
    long longest = Math.min(LONGEST.toMillis(), 1000L << Math.min(failures, 20));
    failures++;
    return Duration.ofMillis((long) (longest * (0.8 + 0.4 * random.getAsDouble())));
  }

  /** Nobody enters for as long as this refusal says. */
  synchronized void close(NotionRefusal refusal) {
    opens = millis.getAsLong() + refusal.pause().toMillis();
    why = refusal;
  }
}
