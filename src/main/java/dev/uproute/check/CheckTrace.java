package dev.uproute.check;

import dev.uproute.text.Deadline;
import java.time.Instant;

/**
 * What an attempt has found so far, filled in by the probe step by step and kept when a step fails.
 * Belongs to one attempt; not thread-safe.
 *
 * <p>Each phase is timed from a socket event to the next and the response time is their sum, in
 * microseconds: what we do in between (queueing, loading classes, judging a certificate), and what
 * the garbage collector stood in the way, is ours and not in it. Not distinguished is how long an
 * event waited for a processor that other programs kept busy.
 */
final class CheckTrace {
  private final Deadline deadline;
  private long begun = System.nanoTime();
  private long paused = GcPauses.nanos();
  private long own;
  private Long dns;
  private Long connect;
  private Long tls;
  private Long firstByte;
  private Long transfer;
  Integer httpStatus;
  String address;
  Instant certificateExpires;
  String intermediate;
  Certificates certificates;

  CheckTrace(Deadline deadline) {
    this.deadline = deadline;
  }

  /** A phase begins now. */
  void begin() {
    begun = System.nanoTime();
    paused = GcPauses.nanos();
    own = 0;
  }

  /** So many nanoseconds of the phase under way were spent on our own work. */
  void own(long nanos) {
    own += nanos;
  }

  void dns() {
    dns = plus(dns);
  }

  void connect() {
    connect = plus(connect);
  }

  void tls() {
    tls = plus(tls);
  }

  /** The first byte was read; reading the others begins with it. */
  void firstByte() {
    firstByte = plus(firstByte);
  }

  /** Bytes were sent, or read to the last one that matters. */
  void transfer() {
    transfer = plus(transfer);
  }

  /** A redirect adds its hops up, a name with a dead address its tries; the next phase begins. */
  private long plus(Long sum) {
    long pauses = GcPauses.nanos() - paused;
    long micros = Math.max(0, System.nanoTime() - begun - own - pauses) / 1000;
    begin();
    return sum == null ? micros : sum + micros;
  }

  /** What is known of a target that answered: its response time is the time of all phases. */
  Evidence answered() {
    Long response = null;
    for (Long phase : new Long[] {dns, connect, tls, firstByte, transfer}) {
      if (phase != null) {
        response = response == null ? phase : response + phase;
      }
    }
    // a route of the user's own has no phases we know of
    long total = response == null ? deadline.elapsed() : response;
    return evidence(total, total);
  }

  /** What is known of a target that gave no answer. */
  Evidence silent() {
    return evidence(null, deadline.elapsed());
  }

  private Evidence evidence(Long response, long total) {
    Evidence.Timings phases = new Evidence.Timings(dns, connect, tls, firstByte, total);
    return new Evidence(
        httpStatus,
        response,
        phases,
        address,
        1,
        certificateExpires,
        intermediate,
        certificates,
        null,
        null);
  }
}
