package dev.uproute;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Stands between a program and a PostgreSQL server, whose address is the same while it is away. Can
 * lose what the server says after a commit. Thread-safe.
 */
public final class DatabaseProxy implements AutoCloseable {
  private final int server;
  private final int port;
  private final List<Closeable> open = new ArrayList<>();
  private ServerSocket listener;
  private volatile boolean loseCommit;

  /**
   * @param server the port of the server
   */
  public DatabaseProxy(int server) throws IOException {
    this.server = server;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.port = listener.getLocalPort();
    listen(listener);
  }

  /** The same address, through here. */
  public String through(String address) {
    return address.replace(":" + server + "/", ":" + port + "/");
  }

  /** Ends all connections and takes no more. */
  public synchronized void away() throws IOException {
    listener.close();
    for (Closeable each : open) {
      each.close();
    }
    open.clear();
  }

  public synchronized void back() throws IOException {
    listener = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    listen(listener);
  }

  /** The next commit reaches the server, whose answer nobody hears; then it is {@link #away}. */
  public void loseNextCommit() {
    loseCommit = true;
  }

  private void listen(ServerSocket from) {
    Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                while (true) {
                  connect(from.accept());
                }
              } catch (IOException _) {
                // it is away
              }
            });
  }

  private synchronized void connect(Socket client) throws IOException {
    Socket to = new Socket(InetAddress.getLoopbackAddress(), server);
    open.add(client);
    open.add(to);
    InputStream asks = client.getInputStream();
    InputStream says = to.getInputStream();
    Thread.ofPlatform().daemon().start(() -> pass(asks, to));
    Thread.ofPlatform().daemon().start(() -> pass(says, client));
  }

  private void pass(InputStream from, Socket to) {
    byte[] bytes = new byte[1 << 16];
    try (to) {
      OutputStream out = to.getOutputStream();
      for (int length; (length = from.read(bytes)) >= 0; ) {
        boolean last =
            loseCommit
                && to.getPort() == server
                && new String(bytes, 0, length, StandardCharsets.ISO_8859_1).contains("COMMIT");
        out.write(bytes, 0, length);
        if (last) {
          lose();
        }
      }
    } catch (IOException _) {
      // one side is gone, and the other follows
    }
  }

  /** The server takes the statement before it sees the end of the connection. */
  private void lose() throws IOException {
    loseCommit = false;
    away();
  }

  @Override
  public void close() throws IOException {
    away();
  }
}
