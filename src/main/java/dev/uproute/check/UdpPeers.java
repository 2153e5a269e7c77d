package dev.uproute.check;

import java.net.InetAddress;
import java.util.List;

/**
 * The addresses a UDP check may ask, one after the other, and what came of it so far. It travels
 * through the route in the variable {@code peers}; belongs to one attempt, not thread-safe.
 */
public final class UdpPeers {
  private final Attempt attempt;
  private final List<InetAddress> addresses;
  private int asked;
  private InetAddress silent;
  private Result failure;
  private Result reply;

  UdpPeers(Attempt attempt, List<InetAddress> addresses) {
    this.attempt = attempt;
    this.addresses = addresses;
  }

  Attempt attempt() {
    return attempt;
  }

  boolean more() {
    return reply == null
        && asked < addresses.size()
        && (asked == 0 || !attempt.deadline().expired());
  }

  void next() {
    asked++;
  }

  /** The one that is asked now. */
  InetAddress address() {
    return addresses.get(asked - 1);
  }

  /** How many share the time that is left, the present one included. */
  int left() {
    return addresses.size() - asked + 1;
  }

  Result replied(Result result) {
    reply = result;
    return result;
  }

  /** One that our own network cannot reach says less than one that refused. */
  Result refused(Result result) {
    if (failure == null || failure.status() == Status.UNKNOWN) {
      failure = result;
    }
    return result;
  }

  void silence() {
    silent = silent == null ? address() : silent;
  }

  /** The first that was silent; null when none was. */
  InetAddress silent() {
    return silent;
  }

  /** A reply, else a failure; null when there was nothing but silence. */
  Result received() {
    return reply == null ? failure : reply;
  }

  boolean replied() {
    return reply != null;
  }
}
