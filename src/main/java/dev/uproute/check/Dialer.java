package dev.uproute.check;

import dev.uproute.service.Service;
import dev.uproute.text.Deadline;
import dev.uproute.text.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/**
 * Opens TCP connections for checks: resolves, lets the policy judge each address, and dials the one
 * that was judged. Thread-safe.
 */
public final class Dialer {
  private final Resolver resolver;

  public Dialer(Resolver resolver) {
    this.resolver = resolver;
  }

  /**
   * A connection to the first address that takes one, in the resolver's order (a name's IPv4
   * addresses come first unless the JVM is set otherwise). Addresses share what is left of the
   * deadline, so a dead one leaves time for the next.
   *
   * @throws IOException the failure of the last address tried that our own network reaches
   */
  CheckConnection open(Attempt attempt, String host, int port, CheckTrace trace)
      throws IOException {
    Service service = attempt.service();
    Deadline deadline = attempt.deadline();
    List<InetAddress> addresses = resolver.resolve(service, host, port, deadline, trace);
    IOException failure = null;
    for (int i = 0; i < addresses.size(); i++) {
      int limit = limit(service, deadline.leftMillis() / (addresses.size() - i));
      try {
        return connect(addresses.get(i), port, limit, deadline, trace);
      } catch (IOException e) {
        failure =
            NoAnswer.rather(failure, explained(e, host, port, service, trace, deadline, limit));
      }
    }
    throw failure;
  }

  private static int limit(Service service, int left) {
    Duration own = service.timing().connectTimeout();
    return Math.max(1, own == null ? left : (int) Math.min(own.toMillis(), left));
  }

  private CheckConnection connect(
      InetAddress address, int port, int limit, Deadline deadline, CheckTrace trace)
      throws IOException {
    trace.address = address.getHostAddress();
    Socket socket = new Socket();
    InetSocketAddress peer = new InetSocketAddress(address, port);
    try {
      try {
        trace.begin();
        socket.connect(peer, limit);
      } finally {
        trace.connect();
      }
      socket.setTcpNoDelay(true);
      return new CheckConnection(socket, deadline.alarm(() -> cut(socket)));
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private static void cut(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static IOException explained(
      IOException e,
      String host,
      int port,
      Service service,
      CheckTrace trace,
      Deadline deadline,
      int limit) {
    if (e instanceof java.net.SocketTimeoutException) {
      Duration own = service.timing().connectTimeout();
      boolean ended = own != null && own.toMillis() <= limit && !deadline.expired();
      String within =
          ended
              ? Sentence.duration(own) + " (connect_timeout)"
              : Sentence.duration(deadline.length());
      return NoAnswer.timeout(
          "no connection to " + peer(trace.address, port) + " within " + within);
    }
    return FailureKinds.explain(e, peer(trace.address, port), deadline);
  }

  static String peer(String address, int port) {
    return (address.indexOf(':') >= 0 ? "[" + address + "]" : address) + ":" + port;
  }
}
