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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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
  private volatile boolean loseAnswer;

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
    Commits commits = new Commits();
    start(client, to, bytes -> loseAnswer |= commits.begins(bytes) && loseCommit);
    start(
        to,
        client,
        _ -> {
          if (loseAnswer) {
            loseCommit = false;
            loseAnswer = false;
            away();
          }
        });
  }

  private interface Listener {
    void hear(String bytes) throws IOException;
  }

  private static void start(Socket from, Socket to, Listener listener) {
    Thread.ofPlatform().daemon().start(() -> pass(from, to, listener));
  }

  private static void pass(Socket from, Socket to, Listener listener) {
    byte[] bytes = new byte[1 << 16];
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length; (length = in.read(bytes)) >= 0; ) {
        listener.hear(new String(bytes, 0, length, StandardCharsets.ISO_8859_1));
        out.write(bytes, 0, length);
      }
    } catch (IOException _) {
      // one side is gone, and the other follows
    }
  }

  /** A connection's commits: named when it is prepared, later only by that name. */
  private static final class Commits {
    private static final Pattern PREPARED = Pattern.compile("(S_\\d+)\0COMMIT\0");

    private String name;

    boolean begins(String bytes) {
      Matcher prepared = PREPARED.matcher(bytes);
      if (prepared.find()) {
        name = prepared.group(1);
      }
      return bytes.contains("\0COMMIT\0") || name != null && bytes.contains("\0" + name + "\0");
    }
  }

  @Override
  public void close() throws IOException {
    away();
  }
}
