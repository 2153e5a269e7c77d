package dev.uproute.check;

import dev.uproute.text.Deadline;
import dev.uproute.text.LargeStack;
import dev.uproute.text.Sentence;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * Judges answers within the deadlines of their attempts: on the thread of the check for at most 20
 * ms, and else on a few threads of its own, so that however many expressions are slow, a processor
 * stays free for the checks beside them. Remembers which services are slow to judge. Thread-safe.
 */
final class JudgeThreads {
  /** Judging that takes longer is moved from the thread of the check to one of these. */
  private static final Duration INLINE = Duration.ofMillis(20);

  private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
  private static final long IDLE = 10;

  private final Set<String> slow = ConcurrentHashMap.newKeySet();
  private final ThreadPoolExecutor few;

  JudgeThreads() {
    few =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            LargeStack.threads("judge"));
    few.allowCoreThreadTimeOut(true);
  }

  /**
   * The verdict; TIMEOUT when it was not reached before the deadline of the attempt.
   *
   * @param judgement asks the limit it is handed at each step; may be begun twice
   * @throws IllegalStateException when it waited for others longer than it could be judged, which
   *     is no fault of the target
   */
  Result judge(Attempt attempt, Evidence evidence, Function<JudgeLimit, Result> judgement) {
    String service = attempt.service().id();
    if (!slow.contains(service)) {
      JudgeLimit limit = new JudgeLimit(attempt.deadline().within(INLINE));
      try {
        return judgement.apply(limit);
      } catch (JudgeLimit.Over | StackOverflowError e) {
        if (attempt.deadline().expired()) {
          return late(attempt, evidence, limit);
        }
        slow.add(service);
      }
    }
    return aside(attempt, evidence, judgement);
  }

  private Result aside(Attempt attempt, Evidence evidence, Function<JudgeLimit, Result> judgement) {
    JudgeLimit limit = new JudgeLimit(attempt.deadline());
    long left = attempt.deadline().leftNanos();
    AtomicBoolean prompt = new AtomicBoolean();
    Future<Result> verdict =
        few.submit(
            () -> {
              prompt.set(attempt.deadline().leftNanos() * 2 >= left);
              Deadline soon = Deadline.after(INLINE.dividedBy(2));
              Result result = judgement.apply(limit);
              if (!soon.expired()) {
                slow.remove(attempt.service().id());
              }
              return result;
            });
    try {
      return attempt.deadline().await(verdict);
    } catch (TimeoutException e) {
      return over(attempt, evidence, limit, prompt.get());
    } catch (ExecutionException e) {
      return failed(attempt, evidence, limit, prompt.get(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while it was judged", e);
    } finally {
      limit.stop();
      verdict.cancel(false);
      few.remove((Runnable) verdict);
    }
  }

  private Result failed(
      Attempt attempt, Evidence evidence, JudgeLimit limit, boolean prompt, Throwable failure) {
    return switch (failure) {
      case JudgeLimit.Over _ -> over(attempt, evidence, limit, prompt);
      case StackOverflowError e ->
          throw new IllegalStateException(limit.doing() + " recurses too deep to be judged", e);
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    };
  }

  /**
   * @param prompt whether it began while at least half of the time was left
   */
  private Result over(Attempt attempt, Evidence evidence, JudgeLimit limit, boolean prompt) {
    if (!prompt) {
      // it may have been slow for once, such as while everything was new
      slow.remove(attempt.service().id());
      throw new IllegalStateException(
          "its answer was not judged in time, because other expressions take too long");
    }
    return late(attempt, evidence, limit);
  }

  private static Result late(Attempt attempt, Evidence evidence, JudgeLimit limit) {
    String length = Sentence.duration(attempt.deadline().length());
    String sentence = "answered, but %s was not judged within %s".formatted(limit.doing(), length);
    return attempt.result(Status.TIMEOUT, sentence, evidence);
  }
}
