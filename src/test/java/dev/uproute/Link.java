package dev.uproute;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntSupplier;

/** A connection between members of a cluster that a test can cut. Thread-safe. */
final class Link implements AutoCloseable {
  private final ServerSocket listener;
  private final IntSupplier to;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private volatile boolean cut;

  /**
   * @param to the port where the next connection ends; 0 when nobody takes it
   */
  Link(IntSupplier to) throws IOException {
    this.to = to;
    listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** Ends all connections and those that come. */
  void cut() throws IOException {
    cut = true;
    for (Closeable each : open) {
      each.close();
    }
    open.clear();
  }

  void mend() {
    cut = false;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket from = listener.accept();
        Thread.ofVirtual().start(() -> connect(from));
      } catch (IOException _) {
        // it is closed
      }
    }
  }

  private void connect(Socket from) {
    int port = to.getAsInt();
    try (from;
        Socket there = port == 0 ? null : new Socket(InetAddress.getLoopbackAddress(), port)) {
      if (cut || there == null) {
        return;
      }
      open.add(from);
      open.add(there);
      Thread back = Thread.ofVirtual().start(() -> pass(there, from));
      pass(from, there);
      back.join();
      open.remove(from);
      open.remove(there);
    } catch (IOException _) {
      // nobody is there
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
    } catch (IOException _) {
      // one side is gone, and the other follows
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    cut();
  }
}
