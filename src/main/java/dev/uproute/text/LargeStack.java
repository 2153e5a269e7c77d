package dev.uproute.text;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeoutException;

/**
 * Threads for work that recurses as deep as somebody's text is nested: their stacks are far larger
 * than those of other threads, and only what is used of them takes memory.
 */
public final class LargeStack {
  private static final long STACK = 64L << 20;

  private static final ThreadFactory LARGE = threads("large-stack");

  private LargeStack() {}

  /** Threads of this name with a large stack; they end with the program. */
  public static ThreadFactory threads(String name) {
    return work -> {
      Thread thread = new Thread(null, work, name, STACK);
      thread.setDaemon(true);
      return thread;
    };
  }

  /**
   * Does the work on a thread of its own and waits for it.
   *
   * @param limit after which the thread is interrupted and left alone
   * @throws IllegalStateException when it took longer, when it recursed too deep, or when the
   *     caller was interrupted; whatever unchecked the work throws goes through
   */
  public static <T> T call(Duration limit, Callable<T> work) {
    try {
      return Deadline.after(limit).call(task -> LARGE.newThread(task).start(), work);
    } catch (TimeoutException e) {
      throw new IllegalStateException("it took longer than " + limit.toSeconds() + " s", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw unchecked(e.getCause());
    }
  }

  private static RuntimeException unchecked(Throwable failure) {
    return switch (failure) {
      case StackOverflowError e -> new IllegalStateException("it recurses too deep", e);
      case Error e -> throw e;
      case RuntimeException e -> e;
      default -> new IllegalStateException(failure);
    };
  }
}
