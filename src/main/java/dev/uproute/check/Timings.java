package dev.uproute.check;

/**
 * Where the time of one attempt went, in microseconds, each phase by itself; null for a phase that
 * was not reached or does not exist for the protocol. A redirect adds its hops up.
 *
 * @param dns resolving the name
 * @param connect the TCP handshake
 * @param tls the TLS handshake
 * @param firstByte from the request being sent to the first byte of the answer
 * @param total the whole attempt
 */
public record Timings(Long dns, Long connect, Long tls, Long firstByte, Long total) {
  public static final Timings NONE = new Timings(null, null, null, null, null);
}
