package dev.uproute;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Asks the program in the same container how it is, where no shell and no other program could:
 * {@code GET /health} at the port of {@code UPROUTE_HTTP_PORT}, else 8070. Exits 0 when the answer
 * is 200, 1 when it is another or none within five seconds. It is started every minute, so it uses
 * next to nothing.
 */
public final class Health {
  private static final int MILLIS = 5000;

  private Health() {}

  public static void main(String[] args) {
    String port = System.getenv("UPROUTE_HTTP_PORT");
    try {
      String answer = answer(port == null ? 8070 : Integer.parseInt(port));
      System.out.println(answer);
      System.exit(answer.startsWith("HTTP/1.0 200") || answer.startsWith("HTTP/1.1 200") ? 0 : 1);
    } catch (IOException | NumberFormatException e) {
      System.out.println("no answer: " + e.getMessage());
      System.exit(1);
    }
  }

  /** The first line of the answer; empty when there is none. */
  static String answer(int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), MILLIS);
      socket.setSoTimeout(MILLIS);
      socket
          .getOutputStream()
          .write(
              "GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n"
                  .getBytes(StandardCharsets.US_ASCII));
      String line =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      return line == null ? "" : line;
    }
  }
}
