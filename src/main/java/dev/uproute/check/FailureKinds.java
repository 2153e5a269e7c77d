package dev.uproute.check;

import dev.uproute.text.Deadline;
import dev.uproute.text.Sentence;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;

/**
 * Distinguishes a failure of the target, which is data, from a failure of ours, which must never be
 * held against a service, and puts either into words.
 */
final class FailureKinds {
  private static final Set<String> CAMEL_BUT_THEIRS =
      Set.of(
          "HttpOperationFailedException",
          "GenericFileOperationFailedException",
          "PredicateValidationException",
          "ValidationException",
          "SchemaValidationException");

  private FailureKinds() {}

  /**
   * What an I/O failure says about the target at {@code peer}, as a NoAnswer; failures of ours come
   * back as they are.
   */
  static IOException explain(IOException e, String peer, Deadline deadline) {
    if (e instanceof NoAnswer || ours(e)) {
      return e;
    }
    if (deadline.expired() || e instanceof SocketTimeoutException) {
      return NoAnswer.timeout("no answer within " + Sentence.duration(deadline.length()));
    }
    String message = String.valueOf(e.getMessage());
    if (message.contains("Network is unreachable")) {
      return NoAnswer.unknown("our own network has no route to " + peer);
    }
    if (message.contains("timed out")) {
      return NoAnswer.timeout("no connection to " + peer + ": " + message);
    }
    return switch (e) {
      case NoRouteToHostException _ -> NoAnswer.down("no route to " + peer);
      case PortUnreachableException _ -> NoAnswer.down("port unreachable at " + peer);
      case ConnectException _ -> NoAnswer.down("connection refused by " + peer);
      case EOFException _ -> NoAnswer.down("connection closed by " + peer);
      default -> NoAnswer.down(closed(message, peer));
    };
  }

  /** As above; a wait that only {@code read_timeout} ended says so. */
  static IOException explain(IOException e, String peer, Attempt attempt) {
    Duration limit = attempt.service().timing().readTimeout();
    if (e instanceof SocketTimeoutException && limit != null && !attempt.deadline().expired()) {
      return NoAnswer.timeout("no answer within " + Sentence.duration(limit) + " (read_timeout)");
    }
    return explain(e, peer, attempt.deadline());
  }

  private static String closed(String message, String peer) {
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("reset") || lower.contains("broken pipe") || lower.contains("aborted")) {
      return "connection reset by " + peer;
    }
    return lower.contains("closed")
        ? "connection closed by " + peer
        : "connection to " + peer + " failed: " + message;
  }

  /**
   * Whether something of ours broke: a bug, a route that does not exist or does not fit, a resource
   * that ran out, an interruption. Other exceptions of a user's route are failures of its target.
   */
  static boolean ours(Throwable e) {
    if (e instanceof Error || exhausted(e) || interrupted(e)) {
      return true;
    }
    if (e instanceof NoAnswer || e instanceof SQLException || e instanceof TimeoutException) {
      return false;
    }
    Class<?> type = e.getClass();
    if (type.getName().startsWith("org.apache.camel.")) {
      Throwable cause = e.getCause();
      return !CAMEL_BUT_THEIRS.contains(type.getSimpleName())
          && !timedOut(e)
          && (cause == null || ours(cause));
    }
    return e instanceof RuntimeException
        && (type.getName().startsWith("java.") && !(e instanceof java.io.UncheckedIOException));
  }

  static boolean timedOut(Throwable e) {
    return e instanceof TimeoutException
        || e instanceof SocketTimeoutException
        || e.getClass().getSimpleName().equals("ExchangeTimedOutException")
        || e.getClass().getSimpleName().equals("ReadTimeoutException");
  }

  private static boolean interrupted(Throwable e) {
    return e instanceof InterruptedException
        || e instanceof ClosedByInterruptException
        || e instanceof InterruptedIOException && !(e instanceof SocketTimeoutException);
  }

  private static boolean exhausted(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      String message = t.getMessage();
      if (message != null
          && (message.contains("Too many open files")
              || message.contains("Cannot assign requested address")
              || message.contains("No buffer space available"))) {
        return true;
      }
    }
    return false;
  }

  /** The innermost cause in one sentence, for what has no better words. */
  static String sentence(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    if (root instanceof DirectConsumerNotAvailableException) {
      return root.getMessage().replaceFirst(".*direct://([^. ]+).*", "there is no route $1");
    }
    String message = root.getMessage();
    return message == null || message.isBlank() ? root.getClass().getSimpleName() : message.strip();
  }
}
