package dev.uproute.notion;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether Notion accepts what is written to it; each change is one log line. Not thread-safe. */
final class SinkHealth {
  private static final Logger LOG = LoggerFactory.getLogger(NotionRows.class);

  /** A wait that is no longer than this is not logged. */
  static final Duration USUAL = Duration.ofMinutes(1);

  private String state = "ok";
  private String error;
  private Instant lastOk;
  private Instant until = Instant.MIN;

  void good(Instant now) {
    if (!state.equals("ok")) {
      LOG.info("Notion is written again");
    }
    state = "ok";
    error = null;
    lastOk = now;
    until = Instant.MIN;
  }

  /**
   * Notion did not take something.
   *
   * @param end when it makes sense to go on, on the monotonic clock
   */
  void refused(NotionRefusal refusal, Instant end) {
    boolean wait = refusal.status() == 429 || refusal.status() == 529;
    String id = refusal.requestId() == null ? "" : " [request_id " + refusal.requestId() + "]";
    if (refusal.status() == 401 || refusal.status() == 403) {
      until = end;
      change("paused", refusal.getMessage(), "it is tried again every 15 minutes" + id);
    } else if (refusal.kind() == NotionRefusal.Kind.LATER
        && (!wait || refusal.retryAfter().compareTo(USUAL) > 0)) {
      change("failing", refusal.getMessage(), "what waits is kept and tried again" + id);
    }
  }

  /** Something of ours failed. */
  void broken(Exception cause) {
    change("failing", cause.toString(), "what waits is kept and tried again");
    LOG.debug("Notion was not written", cause);
  }

  private void change(String now, String why, String then) {
    if (!state.equals(now)) {
      LOG.warn("Notion is not written: {}; {}", why, then);
    }
    state = now;
    error = why;
  }

  /** {@code ok}, {@code failing} or {@code paused}. */
  String state() {
    return state;
  }

  /** Why it is not ok; else null. */
  String error() {
    return error;
  }

  /** When Notion took something last, by the wall clock; null = never. */
  Instant lastOk() {
    return lastOk;
  }

  /** When a pause ends, on the monotonic clock; long ago when there is none. */
  Instant until() {
    return until;
  }
}
