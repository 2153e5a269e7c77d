package dev.uproute.dns;

import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** One name server, and how it answered lately. Thread-safe. */
final class NameServer {
  /** So long a server that was silent is asked after the others. */
  private static final long REMEMBERED = TimeUnit.SECONDS.toNanos(30);

  private final InetSocketAddress address;
  private volatile Long silent;

  NameServer(InetSocketAddress address) {
    this.address = address;
  }

  InetSocketAddress address() {
    return address;
  }

  void answered() {
    silent = null;
  }

  void silent() {
    silent = System.nanoTime();
  }

  /** Whether it was silent when it was asked last, and that is not long ago. */
  boolean suspect() {
    Long since = silent;
    return since != null && System.nanoTime() - since < REMEMBERED;
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
