package dev.uproute.web;

import io.vertx.core.http.HttpServerRequest;

/** One connection of {@link ConnectionLimits}, which guards it. */
final class OpenConnection {
  private final String address;
  private final boolean surplus;
  private long since = System.nanoTime();

  /** No timer yet: those of Vert.x count from 0. */
  private long timer = -1;

  private HttpServerRequest request;
  private boolean answering;
  private boolean staysOpen;

  /**
   * @param surplus taken only to be told that there are too many
   */
  OpenConnection(String address, boolean surplus) {
    this.address = address;
    this.surplus = surplus;
  }

  String address() {
    return address;
  }

  boolean surplus() {
    return surplus;
  }

  /** When it was opened or answered last, in nanoseconds. */
  long since() {
    return since;
  }

  long timer() {
    return timer;
  }

  void timer(long begun) {
    timer = begun;
  }

  /** Its next request begins to come. */
  void asked(HttpServerRequest begun) {
    request = begun;
  }

  /** Its answer has no end. */
  void staysOpen() {
    staysOpen = true;
  }

  void answered() {
    since = System.nanoTime();
    request = null;
    answering = false;
    staysOpen = false;
  }

  /** Whether it has kept its request back, or not taken its answer, since before this time. */
  boolean waitsSinceBefore(long time) {
    return !surplus && !staysOpen && since - time < 0;
  }

  /** Whether its request is whole, so that it gets time for the answer; only once. */
  boolean getsTimeForAnswer() {
    boolean gets = !answering && request != null && request.isEnded();
    answering |= gets;
    return gets;
  }
}
