package dev.uproute.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLSocket;

/** A server that only this machine reaches, at a free port, for checks of our own. */
final class LoopbackServer implements AutoCloseable {
  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
          .getBytes(StandardCharsets.US_ASCII);
  private static final byte RESPONSE = (byte) 0x80;
  private static final int DATAGRAM = 512;

  private final AutoCloseable socket;
  private final int port;

  private interface Script {
    void play(Socket socket) throws IOException;
  }

  private LoopbackServer(AutoCloseable socket, int port) {
    this.socket = socket;
    this.port = port;
  }

  /** Answers each request with a small page. */
  static LoopbackServer http() throws IOException {
    return listen(new ServerSocket(), LoopbackServer::page);
  }

  /** Does the handshake; its certificate is of no authority. */
  static LoopbackServer tls() throws IOException, GeneralSecurityException {
    ServerSocket server = OwnCertificate.context().getServerSocketFactory().createServerSocket();
    return listen(server, socket -> ((SSLSocket) socket).startHandshake());
  }

  private static LoopbackServer listen(ServerSocket server, Script script) throws IOException {
    server.bind(new InetSocketAddress(HERE, 0));
    Thread.startVirtualThread(() -> accept(server, script));
    return new LoopbackServer(server, server.getLocalPort());
  }

  private static void accept(ServerSocket server, Script script) {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        script.play(socket);
      } catch (IOException _) {
        // closed, or the check has what it wants
      }
    }
  }

  private static void page(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    int breaks = 0;
    for (int c = in.read(); c >= 0 && breaks < 4; c = breaks < 4 ? in.read() : c) {
      breaks = c == '\r' || c == '\n' ? breaks + 1 : 0;
    }
    socket.getOutputStream().write(ANSWER);
  }

  /** Sends each question back as its own answer. */
  static LoopbackServer dns() throws IOException {
    DatagramSocket socket = new DatagramSocket(new InetSocketAddress(HERE, 0));
    Thread.startVirtualThread(() -> echo(socket));
    return new LoopbackServer(socket, socket.getLocalPort());
  }

  private static void echo(DatagramSocket socket) {
    byte[] bytes = new byte[DATAGRAM];
    while (!socket.isClosed()) {
      try {
        DatagramPacket question = new DatagramPacket(bytes, bytes.length);
        socket.receive(question);
        bytes[2] |= RESPONSE;
        socket.send(question);
      } catch (IOException _) {
        // closed
      }
    }
  }

  int port() {
    return port;
  }

  String url(String scheme, String path) {
    return scheme + "://127.0.0.1:" + port + path;
  }

  @Override
  public void close() throws IOException {
    try {
      socket.close();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
