package dev.uproute.notion;

import java.time.Duration;

/**
 * Why Notion did not do what was asked, as one sentence for people. It needs no stack trace: it is
 * data. No part of it is the token.
 */
public final class NotionRefusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What helps. */
  public enum Kind {
    /** waiting: too many requests, Notion's own failure, no network */
    LATER,
    /** a person: wrong token, id or column, something not shared */
    CONFIGURATION
  }

  private final Kind kind;
  private final int status;
  private final String code;
  private final String requestId;
  private final Duration pause;

  /**
   * @param status of the answer; 0 when there was none
   * @param code Notion's word for it, such as {@code rate_limited}; null when it gave none
   * @param requestId what Notion's support asks for; null when it gave none
   * @param pause how long from now it makes no sense to ask again
   */
  NotionRefusal(
      Kind kind, int status, String code, String message, String requestId, Duration pause) {
    super(message, null, false, false);
    this.kind = kind;
    this.status = status;
    this.code = code;
    this.requestId = requestId;
    this.pause = pause;
  }

  /** An error in the configuration that Notion's answers show, such as a column that is missing. */
  static NotionRefusal configuration(String message) {
    return new NotionRefusal(Kind.CONFIGURATION, 0, null, message, null, Duration.ZERO);
  }

  public Kind kind() {
    return kind;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public String requestId() {
    return requestId;
  }

  Duration pause() {
    return pause;
  }

  /** Whether anything else that is asked meets the same. */
  boolean closes() {
    return kind == Kind.LATER || status == 401;
  }
}
