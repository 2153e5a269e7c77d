package dev.uproute.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.FreePort;
import dev.uproute.GivenSettings;
import dev.uproute.Secret;
import dev.uproute.check.Authority;
import dev.uproute.check.RawServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped route {@code send-http} in front of servers that do as they like. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SendHttpTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n";

  @TempDir static Path folder;
  private Authority authority;
  private Main main;

  @BeforeAll
  void start() throws Exception {
    authority = new Authority("Test Authority");
    main = new Main();
    main.setDefaultPropertyPlaceholderLocation("file:application.properties");
    GivenSettings.on(main);
    main.addInitialProperty(
        "camel.main.routes-include-pattern",
        "file:routes/beans.camel.yaml,file:routes/errors.camel.yaml,file:routes/send-http.camel.yaml");
    main.addInitialProperty("camel.main.startup-summary-level", "Off");
    main.addOverrideProperty("uproute.store", "memory");
    main.addOverrideProperty(
        "uproute.tls.authorities", authority.write(folder.resolve("ca.pem")).toString());
    main.start();
  }

  @AfterAll
  void stop() {
    main.stop();
  }

  private HttpReply send(String url, int millis, int most) throws Exception {
    return send(
        new HttpRequest(
            "POST",
            URI.create(url),
            Map.of("Content-Type", "text/plain"),
            "hello".getBytes(StandardCharsets.UTF_8),
            Duration.ofMillis(millis),
            most));
  }

  private HttpReply send(HttpRequest request) throws Exception {
    Exchange exchange = main.getCamelContext().getEndpoint("direct:send-http").createExchange();
    exchange.setProperty(Exchange.CHARSET_NAME, "bogus-1");
    exchange.getMessage().setHeader("CamelHttpPath", "/elsewhere");
    exchange.getMessage().setHeader("CamelHttpQuery", "a=b");
    exchange.getMessage().setBody(request);
    main.getCamelTemplate().send("direct:send-http", exchange);
    assertNull(exchange.getException());
    assertEquals(Map.of(), exchange.getMessage().getHeaders());
    return exchange.getMessage().getBody(HttpReply.class);
  }

  /** Reads what is sent, answers with these bytes and hangs up. */
  private static RawServer saying(String answer) throws IOException {
    return new RawServer(
        (_, socket, out) -> {
          socket.getInputStream().readNBytes("hello".length());
          out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        });
  }

  /** Says something again and again, a character at a time, until the client hangs up. */
  private static void drip(OutputStream out, String text) throws IOException {
    for (int i = 0; ; i = (i + 1) % text.length()) {
      out.write(text.charAt(i));
      out.flush();
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Test
  void what_is_asked_arrives_to_the_letter_and_what_is_answered_comes_back() throws Exception {
    try (RawServer server =
        saying(
            "HTTP/1.1 429 Slow\r\nConnection: close\r\nRetry-After: 7\r\nDate: x\r\nTo: evil\r\nCamelHttpUri: evil\r\n"
                + "Set-Cookie: a=b\r\nContent-Encoding: gzip\r\nContent-Type: text/x; charset=no\r\n"
                + "Content-Length: 3\r\n\r\n\u00e2\u0082\u00ac")) {
      String path = "/a%2Fb//c;d=1/!x:y?q=%7B1%7D&r=a+b%20c&s='~,$@";
      for (int i = 0; i < 2; i++) {
        HttpReply reply = send(server.url(path) + "#part", 20_000, 100);
        assertEquals(429, reply.status(), reply.error());
        assertEquals(Map.of("Retry-After", "7", "Date", "x"), reply.headers());
        assertEquals("€", reply.body());
        assertFalse(reply.late());
        assertNull(reply.error());
      }
      assertEquals(2, server.requests.size(), "nothing is tried again here");
      for (String request : server.requests) {
        // Camel writes this one so, which means the same
        String written = path.replace("~", "%7E");
        assertTrue(request.startsWith("POST " + written + " HTTP/1.1\r\n"), request);
        assertTrue(request.contains("\r\nContent-Length: 5\r\n"), request);
        assertTrue(request.contains("\r\nContent-Type: text/plain\r\n"), request);
        assertTrue(request.contains("\r\nUser-Agent: Uproute/"), request);
        assertFalse(
            request.matches("(?is).*(uproute-limits|cookie|accept-encoding|camel).*"), request);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\nA: ", "HTTP/1.1 100 Continue\r\n\r\n"})
  void who_does_not_answer_is_left_at_the_deadline(String dripped) throws Exception {
    try (RawServer server =
        new RawServer(
            (_, socket, out) -> {
              if (dripped.isEmpty()) {
                socket.getInputStream().readAllBytes();
              }
              drip(out, dripped);
            })) {
      expectLate(send(server.url("/"), 300, 100), 0);
    }
  }

  private static void expectLate(HttpReply reply, int status) {
    assertEquals(status, reply.status(), reply.error());
    assertTrue(reply.late());
    assertNull(reply.error());
  }

  @Test
  void who_never_ends_its_handshake_is_left_at_the_deadline() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      expectLate(send("https://127.0.0.1:" + silent.getLocalPort(), 300, 100), 0);
    }
  }

  @Test
  void of_an_answer_that_drips_the_beginning_is_kept() throws Exception {
    Instant now = Instant.now();
    Authority.Site site = authority.site(now.minusSeconds(60), now.plusSeconds(999), "localhost");
    RawServer.Script script =
        (_, _, out) -> {
          out.write(HEAD.getBytes(StandardCharsets.UTF_8));
          drip(out, "drip ");
        };
    try (RawServer plain = new RawServer(script);
        RawServer tls = new RawServer(site.listen(), true, script)) {
      for (String url : List.of(plain.url("/"), "https://localhost:" + tls.port())) {
        HttpReply reply = send(url, 500, 1 << 20);
        // a machine that is busy may need longer for a handshake
        for (int limit = 1_000; reply.status() == 0 && limit < 60_000; limit *= 2) {
          reply = send(url, limit, 1 << 20);
        }
        expectLate(reply, 200);
        assertTrue(reply.body().startsWith("drip drip"), reply.body());
      }
    }
  }

  @Test
  void an_answer_without_end_is_cut_and_read_no_further() throws Exception {
    byte[] much = new byte[64 << 10];
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    try (RawServer server =
        new RawServer(
            (_, _, out) -> {
              try {
                out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                while (true) {
                  out.write(much);
                }
              } catch (IOException e) {
                ended.complete(true);
              }
            })) {
      HttpReply reply = send(server.url("/"), 60_000, 2 << 20);
      assertEquals(2 << 20, reply.body().length());
      assertEquals("the answer is larger than 2 MiB", reply.error());
      assertFalse(reply.late());
      assertTrue(ended.get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void an_answer_may_have_no_body() throws Exception {
    try (RawServer server = saying("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")) {
      HttpReply reply = send(server.url("/"), 60_000, 100);
      assertEquals(204, reply.status(), reply.error());
      assertEquals("", reply.body());
    }
  }

  @Test
  void who_hangs_up_is_an_answer_that_is_not_whole_or_none() throws Exception {
    try (RawServer head = saying(HEAD + "begin");
        RawServer nothing = saying("")) {
      HttpReply reply = send(head.url("/"), 20_000, 100);
      assertEquals("begin", reply.body());
      assertTrue(reply.error().startsWith("no answer: \"Premature end of"), reply.error());
      HttpReply none = send(nothing.url("/" + Secret.WORD), 20_000, 100);
      assertEquals(0, none.status());
      assertEquals("no answer: \"The target server failed to respond\"", none.error());
      assertEquals(1, nothing.requests.size(), "nothing is tried again here");
    }
  }

  @Test
  void what_cannot_be_asked_is_named_without_its_address() throws Exception {
    HttpRequest request =
        new HttpRequest(
            "BREW",
            URI.create("http://127.0.0.1/" + Secret.WORD),
            Map.of(),
            null,
            Duration.ofMinutes(1),
            1);
    HttpReply reply = send(request);
    assertEquals(0, reply.status());
    assertTrue(reply.error().startsWith("it was not asked: "), reply.error());
    Secret.assertNone("a failure", reply.error());
  }

  @Test
  void nobody_there_is_no_answer() throws Exception {
    int port = FreePort.find();
    assertEquals("no connection", send("http://127.0.0.1:" + port, 20_000, 100).error());
    assertEquals("the name is not known", send("http://nowhere.invalid", 60_000, 100).error());
  }
}
