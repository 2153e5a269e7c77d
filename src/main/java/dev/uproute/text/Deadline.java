package dev.uproute.text;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * When something is over, measured with {@link System#nanoTime} so that a wall clock that is set
 * changes nothing. Immutable, thread-safe.
 */
public final class Deadline {
  /** One thread for all alarms. What they do is short: they close and cancel. */
  private static final ScheduledThreadPoolExecutor ALARMS = alarms();

  /** Longer than anything runs, and short enough not to overflow. */
  private static final long MOST = Long.MAX_VALUE / 2;

  private final LongSupplier clock;
  private final long begun;
  private final long end;

  private Deadline(LongSupplier clock, long begun, long end) {
    this.clock = clock;
    this.begun = begun;
    this.end = end;
  }

  /** Begins now. */
  public static Deadline after(Duration limit) {
    return after(limit, System::nanoTime);
  }

  /**
   * Begins now.
   *
   * @param clock nanoseconds of any origin; never goes back
   */
  public static Deadline after(Duration limit, LongSupplier clock) {
    long now = clock.getAsLong();
    return new Deadline(clock, now, now + nanos(limit));
  }

  /** Begins now, and ends after the limit or with this one, whichever is sooner. */
  public Deadline within(Duration limit) {
    long now = clock.getAsLong();
    long own = now + nanos(limit);
    return new Deadline(clock, now, own - end < 0 ? own : end);
  }

  private static long nanos(Duration limit) {
    return Math.min(TimeUnit.NANOSECONDS.convert(limit), MOST);
  }

  public boolean expired() {
    return leftNanos() <= 0;
  }

  /** What is left; zero when it has expired. */
  public Duration left() {
    return Duration.ofNanos(Math.max(0, leftNanos()));
  }

  /** Nanoseconds left; zero or less when it has expired. */
  public long leftNanos() {
    return end - clock.getAsLong();
  }

  /** Whole milliseconds left, at least 1: socket calls read 0 as for ever. */
  public int leftMillis() {
    return Math.clamp(leftNanos() / 1_000_000, 1, Integer.MAX_VALUE);
  }

  /** The time of the clock at which it began. */
  public long begun() {
    return begun;
  }

  /** Microseconds since it began. */
  public long elapsed() {
    return (clock.getAsLong() - begun) / 1000;
  }

  /** From its beginning to its end. */
  public Duration length() {
    return Duration.ofNanos(end - begun);
  }

  /**
   * Waits for what others wait for, too.
   *
   * @throws TimeoutException when it is not there in time; it goes on
   */
  public <T> T await(Future<T> result)
      throws InterruptedException, ExecutionException, TimeoutException {
    return result.get(Math.max(0, leftNanos()), TimeUnit.NANOSECONDS);
  }

  /**
   * Does the work on another thread, which is interrupted when the caller waits no longer.
   *
   * @throws TimeoutException when it did not end in time
   */
  public <T> T call(Executor threads, Callable<T> work)
      throws InterruptedException, ExecutionException, TimeoutException {
    FutureTask<T> task = new FutureTask<>(work);
    threads.execute(task);
    try {
      return await(task);
    } finally {
      task.cancel(true);
    }
  }

  /**
   * Cuts at the deadline what no interrupt reaches.
   *
   * @param cut does not block
   * @return what is cancelled when it is not to be cut any more
   */
  public Future<?> alarm(Runnable cut) {
    return ALARMS.schedule(cut, leftNanos(), TimeUnit.NANOSECONDS);
  }

  private static ScheduledThreadPoolExecutor alarms() {
    ScheduledThreadPoolExecutor one =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("deadlines").factory());
    one.setRemoveOnCancelPolicy(true);
    return one;
  }
}
