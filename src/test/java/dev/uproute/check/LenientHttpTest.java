package dev.uproute.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are odd but that browsers and curl take: each is UP. */
class LenientHttpTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  @AutoClose private static Routes routes;

  @BeforeAll
  static void start() throws Exception {
    routes = new Routes();
  }

  private static ServiceBuilder given(RawServer server, String path) {
    ServiceBuilder given = ServiceBuilder.url(server.url(path));
    given.timeout = Duration.ofSeconds(20);
    return given;
  }

  private static void up(ServiceBuilder given) {
    Result result = routes.check(given.service());
    assertEquals(Status.UP, result.status(), result.reason());
  }

  static Stream<Arguments> framings() {
    return Stream.of(
        framing(
            "Content-Length twice",
            OK + "Content-Length: 7\r\nA: b\r\nContent-Length: 7\r\n\r\nWelcome"),
        framing("a list of lengths", OK + "Content-Length: 7, 7,7\r\n\r\nWelcome"),
        framing("an empty length", OK + "Content-Length:\r\n\r\nWelcome"),
        framing(
            "a length beyond numbers", OK + "Content-Length: 99999999999999999999\r\n\r\nWelcome"),
        framing(
            "chunks and a length",
            OK
                + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n7\r\nWelcome\r\n0\r\n\r\n"),
        framing(
            "identity and a length",
            OK + "Transfer-Encoding: identity\r\nContent-Length: 7\r\n\r\nWelcome"),
        framing(
            "Chunked in capitals, twice",
            OK
                + "Transfer-Encoding: Chunked\r\nTransfer-Encoding: \r\n\r\n7\r\nWelcome\r\n0\r\n\r\n"),
        framing(
            "chunk extensions",
            OK + "Transfer-Encoding: chunked\r\n\r\n7;a=b;c=\"d\"\r\nWelcome\r\n0;x\r\n\r\n"),
        framing(
            "padded chunk sizes",
            OK + "Transfer-Encoding: chunked\r\n\r\n00007  \r\nWelcome\r\n0  \r\n\r\n"),
        framing(
            "trailers",
            OK
                + "Transfer-Encoding: chunked\r\nTrailer: A\r\n\r\n7\r\nWelcome\r\n0\r\nA: b\r\nC: d\r\n\r\n"),
        framing("folded headers", OK + "A: b\r\n  c\r\n\td\r\nContent-Length: 7\r\n\r\nWelcome"),
        framing("bare line feeds", "HTTP/1.1 200 OK\nContent-Length: 7\n\nWelcome"),
        framing(
            "chunks with bare line feeds",
            "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n7\nWelcome\n0\n\n"),
        framing("no reason phrase", "HTTP/1.1 200\r\nContent-Length: 7\r\n\r\nWelcome"),
        framing("a blank for a reason", "HTTP/1.1 200 \r\nContent-Length: 7\r\n\r\nWelcome"),
        framing("raw bytes in the reason", "HTTP/1.1 200 \u00e9\u00ff\r\n\r\nWelcome"),
        framing("an empty line first", "\r\n" + OK + "Content-Length: 7\r\n\r\nWelcome"),
        framing("HTTP/1.0 without a length", "HTTP/1.0 200 OK\r\n\r\nWelcome"),
        framing("a blank before the colon", OK + "Content-Length : 7\r\n\r\nWelcome"),
        framing("a line without a colon", OK + "nonsense\r\nContent-Length: 7\r\n\r\nWelcome"),
        framing(
            "an early hint", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + "\r\nWelcome"),
        framing("more than its length", OK + "Content-Length: 7\r\n\r\nWelcome and more"),
        framing("a radio server", "ICY 200 OK\r\nicy-name: Radio\r\n\r\nWelcome"));
  }

  private static Arguments framing(String what, String answer) {
    return Arguments.of(what, answer);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("framings")
  void framing_that_recipients_accept_is_read(String what, String answer) throws Exception {
    try (RawServer server = RawServer.saying(answer)) {
      ServiceBuilder given = given(server, "/");
      up(given);
      given.bodyContains = "Welcome";
      up(given);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 100\r\n\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\nabc",
        "Content-Encoding: gzip\r\n\r\n\u001f\u008b nonsense",
        "Content-Encoding: zstd\r\nContent-Type: text/html; charset=bogus\r\n\r\nabc",
      })
  void a_broken_body_is_not_looked_at_when_nothing_of_it_is_tested(String answer) throws Exception {
    try (RawServer server = RawServer.saying(OK + answer)) {
      up(given(server, "/"));
      ServiceBuilder given = given(server, "/");
      given.bodyContains = "abcd";
      assertEquals(Status.DOWN, routes.check(given.service()).status());
    }
  }

  @Test
  void an_answer_without_an_end_is_judged_by_what_is_needed_of_it() throws Exception {
    try (RawServer radio =
        new RawServer(
            (_, _, out) -> {
              out.write(
                  (OK + "Content-Type: audio/mpeg\r\n\r\nstream begins").getBytes(ISO_8859_1));
              out.flush();
              Thread.sleep(60_000);
            })) {
      ServiceBuilder given = given(radio, "/");
      given.timeout = Duration.ofSeconds(30);
      up(given);
      given.bodyContains = "begins";
      up(given);
      given.httpStatus = ServiceBuilder.range(300, 399);
      assertEquals("HTTP 200, expected 300-399", routes.check(given.service()).reason());
      given.bot = List.of("stream b");
      assertEquals(Status.BOT_DETECTED, routes.check(given.service()).status());
      given = given(radio, "/");
      given.timeout = Duration.ofMillis(300);
      given.bodyContains = "ends";
      assertEquals(Status.TIMEOUT, routes.check(given.service()).status());
    }
  }

  @Test
  void a_stream_in_packed_chunks_is_read_until_the_text_is_found() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    GZIPOutputStream gzip = new GZIPOutputStream(packed, 512, true);
    gzip.write("event: welcome\n".getBytes(StandardCharsets.UTF_8));
    gzip.flush();
    try (RawServer events =
        new RawServer(
            (_, _, out) -> {
              out.write(
                  (OK + "Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n")
                      .getBytes(ISO_8859_1));
              for (byte b : packed.toByteArray()) {
                out.write("1\r\n".getBytes(ISO_8859_1));
                out.write(b);
                out.write("\r\n".getBytes(ISO_8859_1));
                out.flush();
              }
              Thread.sleep(60_000);
            })) {
      ServiceBuilder given = given(events, "/");
      given.timeout = Duration.ofSeconds(30);
      given.bodyContains = "event: welcome";
      up(given);
    }
  }

  @Test
  void transfer_codings_are_undone() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write("Welcome".getBytes(StandardCharsets.UTF_8));
    }
    String body = packed.toString(ISO_8859_1);
    String head = OK + "Transfer-Encoding: gzip, chunked\r\n\r\n";
    String chunk = Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
    try (RawServer server = RawServer.saying(head + chunk)) {
      ServiceBuilder given = given(server, "/");
      given.bodyContains = "Welcome";
      up(given);
    }
  }

  @Test
  void a_firewall_that_wants_an_accept_header_gets_one() throws Exception {
    try (RawServer server =
        new RawServer(
            (request, _, out) ->
                out.write(
                    (request.toLowerCase(Locale.ROOT).contains("\r\naccept: ")
                            ? OK + "\r\n"
                            : "HTTP/1.1 403 No\r\n\r\n")
                        .getBytes(ISO_8859_1)))) {
      ServiceBuilder given = given(server, "/");
      up(given);
      assertTrue(server.requests.getLast().contains("\r\nAccept: */*\r\n"));
      given.sent.put("accept", "application/json");
      up(given);
      String request = server.requests.getLast();
      assertTrue(request.contains("\r\naccept: application/json\r\n"), request);
      assertFalse(request.contains("*/*"), request);
    }
  }
}
