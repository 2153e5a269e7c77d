package dev.uproute.notion;

import dev.uproute.text.BackOff;
import dev.uproute.text.Deadline;
import java.time.Duration;
import java.util.concurrent.Semaphore;
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
  private static final BackOff BACK_OFF =
      new BackOff(Duration.ofSeconds(1), Duration.ofMinutes(5), 0.2);

  private final Duration pause;
  private final LongSupplier nanos;
  private final DoubleSupplier random;
  private final Semaphore turn = new Semaphore(1, true);

  // guarded by this
  private Deadline closed;
  private Deadline next;
  private int failures;
  private NotionRefusal why;

  /**
   * @param pause at least this long between the starts of two requests
   */
  public RequestGate(Duration pause) {
    this(pause, System::nanoTime, Math::random);
  }

  RequestGate(Duration pause, LongSupplier nanos, DoubleSupplier random) {
    this.pause = pause;
    this.nanos = nanos;
    this.random = random;
    closed = Deadline.after(Duration.ZERO, nanos);
    next = closed;
  }

  /** Whether a call may be made now; it may have to wait for another one to end. */
  public synchronized boolean open() {
    return closed.expired();
  }

  /** How long it stays closed; zero when it is open. */
  public synchronized Duration left() {
    return closed.left();
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
  public void enter() throws InterruptedException {
    check();
    turn.acquire();
    try {
      check();
      Thread.sleep(next().left());
      began();
    } catch (InterruptedException | RuntimeException e) {
      turn.release();
      throw e;
    }
  }

  /** Ends a turn. */
  public void leave() {
    turn.release();
  }

  private synchronized void check() {
    if (!open()) {
      throw why;
    }
  }

  private synchronized Deadline next() {
    return next;
  }

  private synchronized void began() {
    next = Deadline.after(pause, nanos);
  }

  /** Notion answered: what failed before is over. */
  synchronized void passed() {
    failures = 0;
  }

  /** How long to wait after one more failure. */
  synchronized Duration backOff() {
    return BACK_OFF.after(++failures, random.getAsDouble());
  }

  /** Nobody enters for as long as this refusal says. */
  synchronized void close(NotionRefusal refusal) {
    closed = Deadline.after(refusal.retryAfter(), nanos);
    why = refusal;
  }
}
