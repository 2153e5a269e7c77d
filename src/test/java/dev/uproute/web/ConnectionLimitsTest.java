package dev.uproute.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Wait;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Connections that keep their requests back, at the port where heartbeats are heard. */
@Execution(ExecutionMode.CONCURRENT)
class ConnectionLimitsTest {
  private static final Duration LIMIT = Wait.LONG;
  private static final int LONG = 20_000_000;
  private static final String HALF = "GET /beat/x HTTP/1.1\r\nHost: x\r\nX: ";
  private static final String WHOLE = "GET /beat/x HTTP/1.1\r\nHost: x\r\n\r\n";

  private final List<Socket> sockets = new ArrayList<>();
  private Vertx vertx;
  private HttpServer server;
  private volatile boolean closed;

  @BeforeEach
  void start() {
    vertx = Vertx.vertx();
  }

  @AfterEach
  void stop() throws IOException {
    for (Socket each : sockets) {
      each.close();
    }
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private void listen(int all, int each, Duration request, Duration idle) {
    ConnectionLimits limits =
        new ConnectionLimits(
            vertx,
            new ConnectionLimits.Limits(all, each, request, idle, Duration.ofMillis(500)),
            TrustedProxies.of("127.0.0.9"));
    Router router = Router.router(vertx);
    router.route().order(-1).handler(limits::requested);
    router.route("/never").handler(_ -> {});
    router.route("/long").handler(asked -> asked.response().end("x".repeat(LONG)));
    router.route("/open").handler(limits::keepOpen);
    router.route().handler(request1 -> request1.response().end("OK"));
    server =
        vertx
            .createHttpServer(VertxServer.options())
            .connectionHandler(
                connection -> {
                  limits.opened(connection);
                  ((ConnectionBase) connection)
                      .channel()
                      .closeFuture()
                      .addListener(_ -> closed = true);
                })
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  private Socket connect(String from, String sent) throws IOException {
    Socket socket = new Socket();
    sockets.add(socket);
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.connect(new InetSocketAddress("127.0.0.1", server.actualPort()), 10_000);
    socket.setSoTimeout((int) LIMIT.toMillis());
    send(socket, sent);
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
  }

  /** The status of the answer; 0 when the connection was closed without one, by FIN or by RST. */
  private static int status(Socket socket) throws SocketTimeoutException {
    try {
      byte[] head = socket.getInputStream().readNBytes(12);
      return head.length < 12
          ? 0
          : Integer.parseInt(new String(head, 9, 3, StandardCharsets.US_ASCII));
    } catch (SocketTimeoutException e) {
      // neither answered nor closed
      throw e;
    } catch (IOException e) {
      return 0;
    }
  }

  private int beat(String from) throws IOException {
    try (Socket socket = connect(from, WHOLE)) {
      return status(socket);
    }
  }

  @Test
  void half_sent_requests_are_closed_within_the_limit_dripping_ones_too() throws Exception {
    listen(100, 100, Duration.ofMillis(500), Duration.ofMinutes(5));
    Socket silent = connect("127.0.0.1", "");
    Socket half = connect("127.0.0.1", HALF);
    Socket body = connect("127.0.0.1", "POST /beat/x HTTP/1.1\r\nHost: x\r\nContent-Length: 9");
    Socket dripping = connect("127.0.0.1", HALF);
    Thread.startVirtualThread(() -> drip(dripping));
    for (Socket each : List.of(silent, half, body, dripping)) {
      assertEquals(0, status(each));
    }
  }

  private static void drip(Socket socket) {
    try {
      while (true) {
        send(socket, "x");
        Thread.sleep(50);
      }
    } catch (IOException | InterruptedException e) {
      // closed: that is what it waits for
    }
  }

  @Test
  void a_connection_that_is_kept_is_closed_when_it_is_idle() throws Exception {
    listen(100, 100, Duration.ofMinutes(5), Duration.ofSeconds(3));
    Socket kept = connect("127.0.0.1", WHOLE);
    assertEquals(200, status(kept));
    byte[] rest = kept.getInputStream().readAllBytes();
    assertTrue(new String(rest, StandardCharsets.US_ASCII).endsWith("OK"));
  }

  @Test
  void an_address_that_hogs_the_port_keeps_no_other_from_it() throws Exception {
    listen(100, 10, Duration.ofMinutes(5), Duration.ofMinutes(5));
    for (int i = 0; i < 300; i++) {
      connect("127.0.0.1", HALF);
    }
    assertEquals(200, beat("127.0.0.2"));
    // who has kept its request back for a second makes room for the same address, too
    assertTrue(Wait.until(LIMIT, () -> beat("127.0.0.1") == 200));
    assertEquals(200, beat("127.0.0.2"));
  }

  @Test
  void a_full_port_answers_503_and_is_open_again_when_others_have_waited_long() throws Exception {
    listen(3, 2, Duration.ofMinutes(5), Duration.ofMinutes(5));
    for (String from : List.of("127.0.0.2", "127.0.0.3", "127.0.0.4")) {
      connect(from, HALF);
    }
    Socket refused = connect("127.0.0.5", WHOLE);
    int first = status(refused);
    // on a machine that took a second for these lines, one of them has made room already
    assertTrue(first == 503 || first == 200, () -> "was " + first);
    assertTrue(Wait.until(LIMIT, () -> beat("127.0.0.5") == 200));
  }

  @Test
  void an_answer_has_its_own_time_and_one_that_stays_open_has_all() throws Exception {
    listen(100, 100, Duration.ofMillis(500), Duration.ofMinutes(5));
    Socket open = connect("127.0.0.1", "GET /open HTTP/1.1\r\nHost: x\r\n\r\n");
    Socket late = connect("127.0.0.1", "GET /never HTTP/1.1\r\nHost: x\r\n\r\n");
    long begun = System.nanoTime();
    assertEquals(0, status(late));
    assertTrue(System.nanoTime() - begun > 900_000_000L, "closed before half a second for each");
    open.setSoTimeout(1000);
    assertThrows(SocketTimeoutException.class, () -> status(open));
  }

  @Test
  void an_answer_that_is_not_taken_ends() throws Exception {
    listen(100, 100, Duration.ofMillis(500), Duration.ofMillis(500));
    Socket late = connect("127.0.0.1", "GET /long HTTP/1.1\r\nHost: x\r\n\r\n");
    assertTrue(Wait.until(LIMIT, () -> closed));
    // what was on its way
    assertTrue(late.getInputStream().transferTo(OutputStream.nullOutputStream()) < LONG);
  }

  @Test
  void a_trusted_proxy_has_the_connections_of_many() throws Exception {
    listen(100, 2, Duration.ofMinutes(5), Duration.ofMinutes(5));
    for (int i = 0; i < 20; i++) {
      assertEquals(200, status(connect("127.0.0.9", WHOLE)));
    }
  }
}
