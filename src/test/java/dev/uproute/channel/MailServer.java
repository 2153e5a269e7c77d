package dev.uproute.channel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that replies to its clients as a script says, and keeps what they said. */
public final class MailServer implements AutoCloseable {
  /** Makes it say nothing more. */
  static final String HANG = "";

  /** At the end of a reply: then it hangs up. */
  static final String CLOSES = "(closes)";

  public final List<String> received = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private final SSLContext tls;
  private final Map<String, String> script;

  /**
   * @param tls offered by STARTTLS; null = not offered
   * @param script replies by the beginning of the command, {@code .} for the end of a mail
   */
  public MailServer(SSLContext tls, Map<String, String> script) throws IOException {
    this.server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    this.tls = tls;
    this.script = script;
    Thread.ofVirtual().start(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  private void accept() {
    while (!server.isClosed()) {
      try (Socket socket = server.accept()) {
        serve(socket, true);
      } catch (IOException e) {
        // the client hung up, or the test is over
      }
    }
  }

  private void serve(Socket socket, boolean greets) throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    if (greets) {
      say(socket, script.getOrDefault("greeting", "220 ready"));
    }
    boolean data = false;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      received.add(line);
      if (data && !line.equals(".")) {
        continue;
      }
      if (line.equals("STARTTLS") && !script.containsKey("STARTTLS")) {
        say(socket, "220 go ahead");
        secure(socket);
        return;
      }
      String reply = reply(line);
      data = line.equals("DATA") && reply.startsWith("354");
      say(socket, reply);
    }
  }

  private void secure(Socket socket) throws IOException {
    SSLSocket secure = (SSLSocket) tls.getSocketFactory().createSocket(socket, null, true);
    secure.setUseClientMode(false);
    secure.startHandshake();
    received.add("(secure)");
    serve(secure, false);
  }

  private String reply(String line) {
    for (Map.Entry<String, String> entry : script.entrySet()) {
      if (line.startsWith(entry.getKey())) {
        return entry.getValue();
      }
    }
    if (line.startsWith("EHLO")) {
      return tls == null || received.contains("(secure)")
          ? "250-here\r\n250 AUTH PLAIN LOGIN"
          : "250-here\r\n250 STARTTLS";
    }
    return line.startsWith("AUTH") ? "235 welcome" : line.equals("DATA") ? "354 go on" : "250 ok";
  }

  private static void say(Socket socket, String reply) throws IOException {
    if (reply.endsWith(CLOSES)) {
      String last = reply.substring(0, reply.length() - CLOSES.length());
      if (!last.isEmpty()) {
        say(socket, last);
      }
      socket.close();
    } else if (!reply.equals(HANG)) {
      socket.getOutputStream().write((reply + "\r\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
