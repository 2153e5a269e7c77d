package dev.uproute.dns;

import dev.uproute.text.Deadline;
import java.net.InetSocketAddress;
import java.time.Duration;

/** One name server, and how it answered lately. Thread-safe. */
final class NameServer {
  /** So long a server that was silent is asked after the others. */
  private static final Duration REMEMBERED = Duration.ofSeconds(30);

  private final InetSocketAddress address;
  private volatile Deadline suspect;

  NameServer(InetSocketAddress address) {
    this.address = address;
  }

  InetSocketAddress address() {
    return address;
  }

  void answered() {
    suspect = null;
  }

  void silent() {
    suspect = Deadline.after(REMEMBERED);
  }

  /** Whether it was silent when it was asked last, and that is not long ago. */
  boolean suspect() {
    Deadline until = suspect;
    return until != null && !until.expired();
  }

  /** As messages name it, the port only where it is not 53. */
  @Override
  public String toString() {
    String host = address.getAddress() == null ? address.getHostString() : text();
    int port = address.getPort();
    return port == 53 ? host : (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private String text() {
    return IpText.of(address.getAddress());
  }
}
