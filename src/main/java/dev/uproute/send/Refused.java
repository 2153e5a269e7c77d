package dev.uproute.send;

import dev.uproute.text.Sentence;
import java.time.Duration;

/**
 * The other side did not accept what was sent. It has no stack trace: an expected answer, given in
 * one sentence that holds neither path nor secret of its address.
 */
public class Refused extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What helps. */
  public enum Kind {
    /** trying the same again after a while */
    LATER,
    /** nothing: this message will never be accepted, others may be */
    MESSAGE,
    /** a person: nothing is accepted until the credentials or the address are corrected */
    CREDENTIALS,
    /** nothing: the receiver does not exist any more */
    GONE
  }

  private final Kind kind;
  private final Duration retryAfter;

  /**
   * @param retryAfter how long the receiver asked us to wait; null when it did not say
   * @param sentence for people; is cleaned and cut to 200 characters
   */
  public Refused(Kind kind, Duration retryAfter, String sentence) {
    this(Sentence.clean(sentence), kind, retryAfter);
  }

  /**
   * With a sentence that is clean already, of any length.
   *
   * @param retryAfter how long it makes no sense to ask again; null when nobody knows
   */
  protected Refused(String sentence, Kind kind, Duration retryAfter) {
    super(sentence, null, false, false);
    this.kind = kind;
    this.retryAfter = retryAfter;
  }

  /** The refusal in a chain of causes, where Camel leaves it; null when there is none. */
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
