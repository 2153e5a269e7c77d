package dev.uproute.api;

import dev.uproute.text.BearerTokens;

/** Who may call the API, by bearer tokens. Immutable. */
public final class ApiTokens {
  private final BearerTokens writing;
  private final BearerTokens reading;

  /**
   * @param write tokens that may do everything, separated by commas, or none
   * @param read those that only read
   */
  public ApiTokens(String write, String read) {
    writing = new BearerTokens(write);
    reading = new BearerTokens(read);
  }

  /**
   * What the caller may do.
   *
   * @param authorization the header; null when there is none
   * @throws Problem 401 when it shows a token that is none of ours, which is never taken for none
   */
  Scope scope(String authorization) {
    if (authorization == null) {
      return Scope.PUBLIC;
    }
    boolean writes = writing.shown(authorization);
    boolean reads = reading.shown(authorization);
    if (!writes && !reads) {
      throw Problem.unauthorized("this token is not known here");
    }
    return writes ? Scope.WRITE : Scope.READ;
  }
}
