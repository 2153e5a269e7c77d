package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a target does costs its own check and nothing else. */
class HostileHttpTest {
  private static final String HEAD = "HTTP/1.1 200 OK\r\n";
  @AutoClose private static Routes routes;

  @BeforeAll
  static void start() throws Exception {
    routes = new Routes();
  }

  private static Result check(ServiceBuilder given) {
    long begun = System.nanoTime();
    Result result = routes.check(given.service());
    long took = (System.nanoTime() - begun) / 1_000_000;
    assertTrue(took < given.timeout.toMillis() + 20_000, "took " + took + " ms: " + result);
    return result;
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
  }

  private static void drip(OutputStream out, String text) throws Exception {
    for (char c : text.toCharArray()) {
      out.write(c);
      out.flush();
      Thread.sleep(50);
    }
  }

  private static void silence() throws InterruptedException {
    Thread.sleep(60_000);
  }

  static Stream<Arguments> targets() {
    return Stream.of(
        target("never answers", "no answer within 400ms", (_, _, _) -> silence()),
        target(
            "drips its headers",
            "no answer within 400ms",
            (_, _, out) -> drip(out, HEAD + "X: " + "a".repeat(100))),
        target(
            "drips its body",
            "no answer within 400ms",
            (_, _, out) -> drip(out, HEAD + "\r\n" + "a".repeat(100))),
        target(
            "hangs in the middle of its body",
            "no answer within 400ms",
            (_, _, out) -> {
              write(out, HEAD + "Content-Length: 10\r\n\r\nabc");
              silence();
            }),
        target("closes at once", "connection closed by %s without an answer", (_, _, _) -> {}),
        target(
            "resets",
            "connection reset by %s",
            (_, socket, _) -> {
              socket.setSoLinger(true, 0);
              socket.close();
            }),
        target(
            "resets in the middle of its body",
            "connection reset by %s",
            (_, socket, out) -> {
              write(out, HEAD + "Content-Length: 10\r\n\r\nabc");
              Thread.sleep(50);
              socket.setSoLinger(true, 0);
              socket.close();
            }),
        target(
            "says too little",
            "answer of %s ends too early",
            (_, _, out) -> write(out, HEAD + "Content-Length: 99999999999999\r\n\r\nabc")),
        target(
            "breaks its chunks",
            "answer of %s ends too early",
            (_, _, out) -> write(out, HEAD + "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc")),
        target(
            "names two lengths",
            "answer is not valid HTTP: \"Content-Length is 2 and 3\"",
            (_, _, out) -> write(out, HEAD + "Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc")),
        target(
            "whispers http/1.1",
            "answer is not valid HTTP: \"Invalid protocol version\"",
            (_, _, out) -> write(out, "http/1.1 200 OK\r\n\r\nWelcome")),
        target(
            "lies about its length in words",
            "answer is not valid HTTP: \"Invalid content length: many\"",
            (_, _, out) -> write(out, HEAD + "Content-Length: many\r\n\r\nabc")),
        target(
            "has no headers but text",
            "answer is not valid HTTP: \"Invalid protocol version\"",
            (_, _, out) -> write(out, "<html>hello</html>\r\n\r\n")),
        target(
            "speaks another protocol",
            "answer is not valid HTTP: \"Invalid protocol version\"",
            (_, _, out) -> write(out, "SSH-2.0-OpenSSH_9.9\r\n")),
        target(
            "speaks HTTP/9.9",
            "answer is not valid HTTP: \"Status line contains invalid status code\"",
            (_, _, out) -> write(out, "HTTP/9.9 abc\r\n\r\n")),
        target(
            "answers status 000",
            "answer is not valid HTTP: \"Status code must not be negative or zero: 0\"",
            (_, _, out) -> write(out, "HTTP/1.1 000 no\r\n\r\n")),
        target(
            "answers status 999",
            "HTTP 999, expected 200-399",
            (_, _, out) -> write(out, "HTTP/1.1 999 no\r\n\r\n")),
        target(
            "floods 100 Continue",
            "header limit: more than 64 kB of headers",
            (_, _, out) -> {
              while (true) {
                write(out, "HTTP/1.1 100 Continue\r\n\r\n".repeat(100));
              }
            }),
        target(
            "sends 3,000 headers",
            "header limit: more than 200 headers or a line of more than 64 kB",
            (_, _, out) -> write(out, HEAD + "X: y\r\n".repeat(3000) + "\r\n")),
        target(
            "sends a header of 10 MB",
            "header limit: more than 200 headers or a line of more than 64 kB",
            (_, _, out) -> write(out, HEAD + "X: " + "y".repeat(10_000_000) + "\r\n\r\n")),
        target(
            "sends headers of 100 kB in all",
            "header limit: more than 64 kB of headers",
            (_, _, out) -> write(out, HEAD + ("X: " + "y".repeat(1000) + "\r\n").repeat(100))));
  }

  private static Arguments target(String does, String reason, RawServer.Script script) {
    return Arguments.of(does, reason, script);
  }

  @ParameterizedTest(name = "a target that {0}")
  @MethodSource("targets")
  void ends_within_its_deadline_with_a_plain_sentence(
      String does, String reason, RawServer.Script script) throws Exception {
    try (RawServer server = new RawServer(script)) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      given.bodyContains = "Welcome";
      boolean late = reason.startsWith("no answer within");
      given.timeout = late ? ServiceBuilder.SHORT : Duration.ofSeconds(20);
      Result result = check(given);
      assertEquals(reason.formatted("127.0.0.1:" + server.port()), result.reason(), does);
      assertEquals(late ? Status.TIMEOUT : Status.DOWN, result.status());
      assertEquals(1, server.requests.size(), "one request and no more");
    }
  }

  @Test
  void ten_gigabytes_are_read_no_further_than_a_mebibyte() throws Exception {
    AtomicLong written = new AtomicLong();
    byte[] chunk = new byte[64 * 1024];
    try (RawServer server =
        new RawServer(
            (_, socket, out) -> {
              socket.setSendBufferSize(64 * 1024);
              write(out, HEAD + "Content-Length: 10737418240\r\n\r\n");
              while (true) {
                out.write(chunk);
                written.addAndGet(chunk.length);
              }
            })) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      given.bodyContains = "Welcome";
      assertEquals("body does not contain \"Welcome\" in its first 1 MiB", check(given).reason());
      assertTrue(written.get() < 16 << 20, written + " bytes were taken");
    }
  }

  @Test
  void endless_chunks_are_cut() throws Exception {
    String chunk = "10000\r\n" + "a".repeat(0x10000) + "\r\n";
    try (RawServer server =
        new RawServer(
            (_, _, out) -> {
              write(out, HEAD + "Transfer-Encoding: chunked\r\n\r\n");
              while (true) {
                write(out, chunk);
              }
            })) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      assertEquals(Status.UP, check(given).status());
      given.bodyContains = "Welcome";
      assertEquals("body does not contain \"Welcome\" in its first 1 MiB", check(given).reason());
    }
  }

  @Test
  void a_bomb_unpacks_to_a_mebibyte() throws Exception {
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bomb)) {
      for (int i = 0; i < 100; i++) {
        gzip.write(new byte[1 << 20]);
      }
    }
    try (RawServer server =
        new RawServer(
            (_, _, out) -> {
              write(out, HEAD + "Content-Encoding: gzip\r\n\r\n");
              bomb.writeTo(out);
            })) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      given.bodyContains = "Welcome";
      assertEquals("body does not contain \"Welcome\" in its first 1 MiB", check(given).reason());
    }
  }

  static Stream<Arguments> redirects() {
    return Stream.of(
        Arguments.of("/", "redirect loop"),
        Arguments.of("/+", "more than 5 redirects"),
        Arguments.of(
            "file:///etc/passwd",
            "redirect to \"file:///etc/passwd\", only http and https are followed"),
        Arguments.of(
            "http://169.254.169.254/latest/meta-data",
            "cloud metadata address 169.254.169.254 is not open (uproute.targets.link-local)"),
        Arguments.of(
            "http://[fd00:ec2::254]/",
            "cloud metadata address fd00:ec2::254 is not open (uproute.targets.link-local)"),
        Arguments.of("http://0.0.0.0/", "address 0.0.0.0 is never checked"),
        Arguments.of("http://", "redirect to an invalid address: \"http://\""),
        Arguments.of("http://h:99999/", "redirect to an invalid address: \"http://h:99999/\""),
        Arguments.of("http://127.0.0.1:1/\u0001", "connection refused by 127.0.0.1:1"),
        Arguments.of(
            "http://%0d%0a/" + "x".repeat(300),
            "redirect to an invalid address: \"http://%0d%0a/" + "x".repeat(65) + "…\""));
  }

  @ParameterizedTest(name = "a redirect to {0}")
  @MethodSource("redirects")
  void redirects_lead_nowhere_they_should_not(String location, String reason) throws Exception {
    AtomicLong count = new AtomicLong();
    try (RawServer server =
        new RawServer(
            (_, _, out) ->
                write(
                    out,
                    "HTTP/1.1 302 Go\r\nLocation: %s\r\n\r\n"
                        .formatted(location.replace("+", "" + count.incrementAndGet()))))) {
      Result result = check(ServiceBuilder.url(server.url("/")));
      assertEquals(Status.DOWN, result.status());
      assertEquals(reason, result.reason());
      assertTrue(server.requests.size() <= 6, server.requests.size() + " requests");
    }
  }

  @Test
  void a_retry_after_holds_nobody() throws Exception {
    for (String wait : List.of("99999", "-1", "Fri, 31 Dec 2099 23:59:59 GMT", "soon")) {
      try (RawServer server =
          RawServer.saying("HTTP/1.1 503 No\r\nRetry-After: " + wait + "\r\n\r\n")) {
        assertEquals(
            "HTTP 503, expected 200-399", check(ServiceBuilder.url(server.url("/"))).reason());
        assertEquals(1, server.requests.size());
      }
    }
  }

  @Test
  void nothing_of_the_answer_stays_in_the_message() throws Exception {
    try (RawServer server =
        RawServer.saying(
            "HTTP/1.1 500 Bcc: x\r\nContent-Type: text/html; charset=bogus-1\r\nTo: a@evil.test\r\n"
                + "cAmElSqlQuery: drop\r\nmail.smtp.proxy.host: evil\r\nSubject: fine\r\n"
                + "operationName: x\r\nbreadcrumbId: x\r\nSet-Cookie: a=b\r\n\r\nevil")) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      given.bodyContains = "Welcome";
      Exchange exchange = routes.run(given.service());
      assertNull(exchange.getException());
      assertEquals(Map.of(), exchange.getMessage().getHeaders());
      assertNull(exchange.getProperty("CamelCharsetName"));
      Map<String, Object> left = new TreeMap<>(exchange.getVariables());
      left.putAll(exchange.getProperties());
      assertFalse(left.toString().contains("evil"), left.toString());
      assertFalse(left.containsKey("answer"), left.toString());
      Result result = exchange.getMessage().getBody(Result.class);
      assertEquals("HTTP 500, expected 200-399", result.reason());
    }
  }

  @Test
  void a_redirect_cannot_move_the_cursor_of_whoever_reads_the_reason() throws Exception {
    try (RawServer server =
        RawServer.saying("HTTP/1.1 302 Go\r\nLocation: http://\u001b[2J/a\r\n\r\n")) {
      String reason = check(ServiceBuilder.url(server.url("/"))).reason();
      assertFalse(reason.contains("\u001b"), reason);
      assertTrue(reason.contains("\uFFFD"), reason);
    }
  }
}
