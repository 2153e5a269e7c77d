package dev.uproute;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Many HTTP services on one loopback port. {@code /ok/…} answers at once, {@code /hang/…} never,
 * {@code /503/…} with that status; when each path was asked is kept.
 */
public final class Farm implements AutoCloseable {
  private final ServerSocket server;
  private final Map<String, List<Long>> asked = new ConcurrentHashMap<>();

  public Farm() throws IOException {
    server = new ServerSocket(0, 4_096, InetAddress.getByName("127.0.0.1"));
    Thread.ofVirtual().start(this::accept);
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getLocalPort() + path;
  }

  /** When each path was asked, in milliseconds of a monotonic clock. */
  public Map<String, List<Long>> asked() {
    return asked;
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> answer(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new java.io.UncheckedIOException(e);
        }
      }
    }
  }

  private void answer(Socket socket) {
    try (socket) {
      BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream()));
      String path = in.readLine().split(" ")[1];
      long now = System.nanoTime() / 1_000_000;
      asked.computeIfAbsent(path, p -> new CopyOnWriteArrayList<>()).add(now);
      while (!in.readLine().isEmpty()) {
        // the request's headers are of no interest
      }
      if (path.startsWith("/hang/")) {
        in.read(); // until the other side gives up
      } else {
        String status = path.startsWith("/503/") ? "503 Service Unavailable" : "200 OK";
        String head = "HTTP/1.1 " + status + "\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok";
        socket.getOutputStream().write(head.getBytes());
      }
    } catch (IOException | NullPointerException e) {
      // a client that went away in the middle is none of the farm's business
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
