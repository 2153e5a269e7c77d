package dev.uproute.check;

import dev.uproute.service.Service;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * An open connection that is cut when its deadline passes, whatever the thread that uses it waits
 * for: reading, writing or a handshake. Used by one thread.
 */
final class CheckConnection implements AutoCloseable {
  private final Socket socket;
  private final Future<?> cut;
  private Socket top;

  CheckConnection(Socket socket, Future<?> cut) {
    this.socket = socket;
    this.cut = cut;
    this.top = socket;
  }

  Socket socket() {
    return top;
  }

  /** No wait for bytes is longer than the service's {@code read_timeout}, if it has one. */
  void limit(Service service) throws SocketException {
    Duration limit = service.timing().readTimeout();
    socket.setSoTimeout(limit == null ? 0 : Math.toIntExact(limit.toMillis()));
  }

  /** The socket used from now on, a TLS socket around the first one. */
  void layer(Socket upper) {
    top = upper;
  }

  @Override
  public void close() throws IOException {
    try {
      top.close();
    } catch (IOException e) {
      // the answer is judged already; a peer that is gone before we close changes nothing
    } finally {
      socket.close();
      cut.cancel(false);
    }
  }
}
