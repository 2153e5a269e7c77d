package dev.uproute.check;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on raw sockets that may do to its clients whatever a script says. */
public final class RawServer implements AutoCloseable {
  /** What to do with one connection once its request head has been read. */
  public interface Script {
    void play(String request, Socket socket, OutputStream out) throws Exception;
  }

  public final List<String> requests = new CopyOnWriteArrayList<>();
  final ServerSocket server;
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final Script script;
  private final boolean reads;

  public RawServer(Script script) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), true, script);
  }

  public RawServer(ServerSocket server, boolean reads, Script script) {
    this.server = server;
    this.script = script;
    this.reads = reads;
    Thread.ofVirtual().start(this::accept);
  }

  /** Answers every request with these bytes and hangs up. */
  public static RawServer saying(String answer) throws IOException {
    return new RawServer((_, _, out) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // closed by the test, or a TLS client that hung up
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      String request = reads ? head(socket.getInputStream()) : "";
      requests.add(request);
      script.play(request, socket, socket.getOutputStream());
      socket.getOutputStream().flush();
    } catch (Exception e) {
      // the client hung up, which is what many of these tests are about
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        break;
      }
      head.append((char) c);
    }
    return head.toString();
  }

  public int port() {
    return server.getLocalPort();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + port() + path;
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
