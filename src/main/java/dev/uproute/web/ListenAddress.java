package dev.uproute.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a server listens.
 *
 * @param settings how the settings of it begin, such as {@code uproute.http.}
 * @param host an address of this machine
 * @param port 0 = any free one
 */
record ListenAddress(String settings, String host, int port) {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");
  private static final Duration PAUSE = Duration.ofSeconds(1);

  /** Somebody else listens there, or the address is not there. */
  static final class CannotListen extends IllegalStateException {
    private CannotListen(String message, IOException cause) {
      super(message, cause);
    }
  }

  /**
   * Asked before anything runs, because Camel goes on without a server when it cannot listen.
   *
   * @throws CannotListen when the port is taken, or the address is not of this machine
   * @throws IOException when the addresses of this machine cannot be listed
   */
  void free() throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new CannotListen(ofThisMachine() ? taken(e) : elsewhere(), e);
    }
  }

  private String taken(IOException e) {
    return "%sport: %d at %s cannot be listened on: %s; set %1$sport to a free one"
        .formatted(settings, port, host, e.getMessage());
  }

  private String elsewhere() {
    return "%shost: %s is no address of this machine; 127.0.0.1 is, and 0.0.0.0 stands for all it has"
        .formatted(settings, host);
  }

  private boolean ofThisMachine() throws IOException {
    InetAddress address = InetAddress.ofLiteral(host);
    return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
  }

  /** What opens a server. */
  @FunctionalInterface
  interface Opening {
    void open() throws Exception;
  }

  /**
   * Opens it once the port is free, in a thread of its own: another instance on this machine, from
   * which this one took over, may have it for a while.
   */
  void whenFree(CamelContext camel, Opening opening) {
    Thread.ofVirtual().name("port-" + port).start(() -> tryToOpen(camel, opening));
  }

  private void tryToOpen(CamelContext camel, Opening opening) {
    try {
      for (boolean first = true; !camel.isStopping() && !camel.isStopped(); first = false) {
        try {
          opening.open();
          return;
        } catch (CannotListen e) {
          if (first) {
            LOG.warn("{}. Tried again every second", e.getMessage());
          }
          Thread.sleep(PAUSE);
        }
      }
    } catch (Exception e) {
      LOG.error("The server at port {} cannot be opened: {}", port, e.getMessage(), e);
    }
  }

  /** As it is opened in a browser. */
  String url(int opened) {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + opened + "/";
  }
}
