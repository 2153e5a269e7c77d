package dev.uproute.notion;

import dev.uproute.send.Refused;
import java.time.Duration;

/**
 * Notion did not do what was asked. A wrong token is {@code CREDENTIALS}; any other error that a
 * person has to correct, such as a wrong id or column, is {@code MESSAGE}. How long to wait is
 * always known. No part of the sentence is the token.
 */
public final class NotionRefusal extends Refused {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String requestId;

  /**
   * @param status of the answer; 0 when there was none
   * @param requestId what Notion's support asks for; null when it gave none
   */
  NotionRefusal(Kind kind, Duration retryAfter, String sentence, int status, String requestId) {
    super(sentence, kind, retryAfter);
    this.status = status;
    this.requestId = requestId;
  }

  /** An error in the configuration that Notion's answers show, such as a column that is missing. */
  static NotionRefusal configuration(String sentence) {
    return new NotionRefusal(Kind.MESSAGE, Duration.ZERO, sentence, 0, null);
  }

  public int status() {
    return status;
  }

  public String requestId() {
    return requestId;
  }

  /** Whether anything else that is asked meets the same. */
  boolean closes() {
    return kind() == Kind.LATER || kind() == Kind.CREDENTIALS;
  }
}
