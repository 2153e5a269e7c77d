package dev.uproute.check;

import java.time.Instant;

/**
 * What an attempt has found so far, filled in by the probe step by step and kept when a step fails.
 * Times are in microseconds. Belongs to one attempt; not thread-safe.
 */
final class Trace {
  private final Deadline deadline;
  private Long dns;
  private Long connect;
  private Long tls;
  private Long firstByte;
  Integer httpStatus;
  String address;
  Instant certificateExpires;

  Trace(Deadline deadline) {
    this.deadline = deadline;
  }

  void dns(long since) {
    dns = plus(dns, since);
  }

  void connect(long since) {
    connect = plus(connect, since);
  }

  void tls(long since) {
    tls = plus(tls, since);
  }

  void firstByte(long since) {
    firstByte = plus(firstByte, since);
  }

  /** A redirect adds its hops up. */
  private static Long plus(Long sum, long since) {
    long micros = (System.nanoTime() - since) / 1000;
    return sum == null ? micros : sum + micros;
  }

  /** What is known of a target that answered: its response time is the whole attempt. */
  Evidence answered() {
    long total = deadline.elapsed();
    return evidence(total, total);
  }

  /** What is known of a target that gave no answer. */
  Evidence silent() {
    return evidence(null, deadline.elapsed());
  }

  private Evidence evidence(Long response, long total) {
    Phases phases = new Phases(dns, connect, tls, firstByte, total);
    return new Evidence(httpStatus, response, phases, address, 1, certificateExpires);
  }
}
