package dev.uproute.deliver;

import dev.uproute.text.Sentence;
import java.time.Duration;

/**
 * A receiver did not accept a message. It has no stack trace: an expected answer, said in one
 * sentence that holds neither path nor secret of its address.
 */
public final class Refused extends Exception {
  /** What a refusal means for the message and its channel. */
  public enum Kind {
    /** try the same again after a while */
    LATER,
    /** this message will never be accepted, others may be */
    MESSAGE,
    /** nothing is accepted until somebody corrects the credentials or the address */
    CREDENTIALS,
    /** the receiver does not exist any more */
    GONE
  }

  private final Kind kind;
  private final Duration retryAfter;

  /**
   * @param retryAfter how long the receiver asked us to wait; null when it did not say
   * @param sentence for people; is cleaned and cut to 200 characters
   */
  public Refused(Kind kind, Duration retryAfter, String sentence) {
    super(Sentence.clean(sentence), null, false, false);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** The refusal in a chain of causes; null when there is none. */
  public static Refused of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Refused refusal) {
        return refusal;
      }
    }
    return null;
  }

  public Kind kind() {
    return kind;
  }

  /** Null when the receiver did not say. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
