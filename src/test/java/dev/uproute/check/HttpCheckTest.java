package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.FreePort;
import dev.uproute.Secret;
import dev.uproute.ServiceBuilder;
import dev.uproute.service.Expression;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What an HTTP check sends, follows and says, through the shipped routes. */
class HttpCheckTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nWelcome";
  @AutoClose private static Routes routes;

  @BeforeAll
  static void start() throws Exception {
    routes = new Routes();
  }

  private static Result check(ServiceBuilder given) {
    return routes.check(given.service());
  }

  @Test
  void an_answer_as_expected_is_up_with_its_evidence() throws Exception {
    try (RawServer server = RawServer.saying(OK)) {
      Result result = check(ServiceBuilder.url(server.url("/")));
      assertEquals(Status.UP, result.status(), result.reason());
      assertTrue(result.reason().matches("HTTP 200 in [0-9.]+ ms"), result.reason());
      Evidence evidence = result.evidence();
      assertEquals(200, evidence.httpStatus());
      assertEquals("127.0.0.1", evidence.address());
      assertEquals(1, evidence.attempts());
      assertEquals(evidence.response(), evidence.phases().total());
      assertNotNull(evidence.phases().dns());
      assertNotNull(evidence.phases().connect());
      assertNotNull(evidence.phases().firstByte());
    }
  }

  @Test
  void only_what_the_service_says_is_sent() throws Exception {
    try (RawServer server = RawServer.saying(OK)) {
      ServiceBuilder given =
          ServiceBuilder.url(server.url("/a%20b/%7Bx%7D?q=1&proxyHost=evil&r=a+b"));
      given.sent.put("X-Mine", "1");
      given.authorization = "Bearer " + Secret.WORD;
      assertEquals(Status.UP, check(given).status());
      String request = server.requests.getFirst();
      List<String> lines = request.strip().lines().sorted().toList();
      assertEquals(
          List.of(
              "Accept: */*",
              "Authorization: Bearer " + Secret.WORD,
              "Connection: close",
              "GET /a%20b/%7Bx%7D?q=1&proxyHost=evil&r=a+b HTTP/1.1",
              "Host: 127.0.0.1:" + server.port(),
              "User-Agent: Uproute/dev",
              "X-Mine: 1"),
          lines);
    }
  }

  @Test
  void method_and_body_travel_as_written() throws Exception {
    StringBuffer body = new StringBuffer();
    try (RawServer server =
        new RawServer(
            (_, socket, out) -> {
              body.append(
                  new String(socket.getInputStream().readNBytes(4), StandardCharsets.UTF_8));
              out.write(OK.getBytes(StandardCharsets.UTF_8));
            })) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      given.method = "POST";
      given.body = "grü";
      assertEquals(Status.UP, check(given).status());
      assertEquals("grü", body.toString());
      assertTrue(server.requests.getFirst().contains("Content-Length: 4\r\n"));
    }
  }

  @Test
  void redirects_are_followed_and_judged_at_their_end() throws Exception {
    try (RawServer server =
        new RawServer(
            (request, _, out) ->
                out.write(
                    (request.startsWith("GET /end ")
                            ? "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"
                            : "HTTP/1.1 302 Go\r\nLocation: ../end\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8)))) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/start/x"));
      assertEquals("HTTP 404, expected 200-399", check(given).reason());
      assertEquals(2, server.requests.size());
      given.followRedirects = false;
      assertEquals(Status.UP, check(given).status());
      assertEquals(302, check(given).evidence().httpStatus());
    }
  }

  @Test
  void credentials_stay_behind_when_the_host_changes() throws Exception {
    try (RawServer other = RawServer.saying(OK);
        RawServer server =
            RawServer.saying(
                "HTTP/1.1 307 Go\r\nLocation: http://127.0.0.1:%d/there\r\n\r\n"
                    .formatted(other.port()))) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      given.authorization = "Basic c2VjcmV0";
      given.sent.putAll(Map.of("Cookie", "s=1", "X-Api-Key", "k", "Accept", "text/html"));
      assertEquals(Status.UP, check(given).status());
      assertTrue(server.requests.getFirst().contains("Basic c2VjcmV0"));
      String second = other.requests.getFirst();
      assertTrue(second.contains("Accept: text/html"), second);
      for (String secret : List.of("Authorization", "Cookie", "X-Api-Key")) {
        assertFalse(second.contains(secret), second);
      }
    }
  }

  @Test
  void a_refused_connection_and_an_unknown_name_are_down_in_plain_words() throws Exception {
    int port = FreePort.find();
    Result refused = check(ServiceBuilder.url("http://127.0.0.1:" + port));
    assertEquals(Status.DOWN, refused.status());
    assertEquals("connection refused by 127.0.0.1:" + port, refused.reason());
    assertEquals(null, refused.evidence().response());
    Result unknown = check(ServiceBuilder.url("http://nosuch.invalid/"));
    assertEquals(Status.DOWN, unknown.status());
    assertTrue(unknown.reason().startsWith("name nosuch.invalid "), unknown.reason());
  }

  @Test
  void body_tests_see_decoded_text() throws Exception {
    try (RawServer server =
        RawServer.saying(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=bogus-1\r\n\r\nWelcome")) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      given.bodyContains = "Welcome";
      given.bodyMatches = Expression.of("^Wel.*e$");
      assertEquals(Status.UP, check(given).status());
      given.bodyContains = "welcome";
      assertEquals("body does not contain \"welcome\"", check(given).reason());
      given.bot = List.of("elco");
      Result bot = check(given);
      assertEquals(Status.BOT_DETECTED, bot.status());
      assertEquals("bot protection: body contains \"elco\"", bot.reason());
    }
  }

  @Test
  void a_slow_answer_is_degraded() throws Exception {
    try (RawServer server = RawServer.saying(OK)) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      given.slowerThan = Duration.ofNanos(1000);
      Result result = check(given);
      assertEquals(Status.DEGRADED, result.status());
      assertTrue(result.reason().endsWith(", slower than 0ms"), result.reason());
    }
  }
}
