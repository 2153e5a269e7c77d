package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import dev.uproute.parse.JsonLine;
import dev.uproute.service.Expression;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What a peer says is judged by every expectation of a text, and quoted when it is wrong. */
@Execution(ExecutionMode.CONCURRENT)
class TextExpectationsTest {
  /** After so long nothing more is expected of a peer; far longer than it takes to answer. */
  private static final Duration SILENCE = Duration.ofSeconds(2);

  @AutoClose private static Routes routes;

  @BeforeAll
  static void start() throws Exception {
    routes = new Routes();
  }

  /** A server that speaks first and then waits for the client to hang up. */
  private static RawServer speaking(String... pieces) throws Exception {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new RawServer(
        socket,
        false,
        (_, client, out) -> {
          for (String piece : pieces) {
            out.write(piece.getBytes(StandardCharsets.UTF_8));
            out.flush();
            Thread.sleep(60);
          }
          client.getInputStream().read();
        });
  }

  private static ServiceBuilder tcp(RawServer server) {
    ServiceBuilder given = ServiceBuilder.url("tcp://127.0.0.1:" + server.port());
    given.timeout = Duration.ofSeconds(20);
    return given;
  }

  private static Result check(ServiceBuilder given) {
    return routes.check(given.service());
  }

  @Test
  void a_peer_that_says_something_else_and_waits_is_down_and_quoted() throws Exception {
    try (RawServer server = speaking("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      ServiceBuilder given = tcp(server);
      given.bodyContains = "SSH-2.0-";
      given.readTimeout = SILENCE;
      Result result = check(given);
      assertEquals(Status.DOWN, result.status());
      assertEquals(
          "answer does not contain \"SSH-2.0-\", it is \"HTTP/1.1 400 Bad Request\"",
          result.reason());
      given.bodyContains = null;
      given.bodyMatches = Expression.of("^SSH-2\\.0-");
      assertEquals(
          "answer does not match \"^SSH-2\\.0-\", it is \"HTTP/1.1 400 Bad Request\"",
          check(given).reason());
    }
  }

  @Test
  void what_comes_in_pieces_is_heard_to_the_end() throws Exception {
    try (RawServer server = speaking("SSH", "-2.0-Open", "SSH_9")) {
      ServiceBuilder given = tcp(server);
      given.bodyMatches = Expression.of("^SSH-2\\.0-OpenSSH_9$");
      assertEquals(Status.UP, check(given).status());
      given.bodyMatches = null;
      given.bodyContains = "OpenSSH_9";
      assertEquals(Status.UP, check(given).status());
    }
  }

  @Test
  void the_deadline_ends_a_peer_that_never_stops_talking() throws Exception {
    String[] endless = new String[100];
    Arrays.fill(endless, "bla bla ");
    try (RawServer server = speaking(endless)) {
      ServiceBuilder given = tcp(server);
      given.timeout = SILENCE;
      given.bodyContains = "220";
      Result result = check(given);
      assertEquals(Status.DOWN, result.status(), result.reason());
      assertTrue(
          result.reason().startsWith("answer does not contain \"220\", it is \"bla bla"),
          result.reason());
    }
  }

  @Test
  void a_peer_that_hangs_up_without_a_word_is_down() throws Exception {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    try (RawServer server = new RawServer(socket, false, (_, _, _) -> {})) {
      ServiceBuilder given = tcp(server);
      given.bodyContains = "220";
      assertEquals(
          "connection closed by 127.0.0.1:" + server.port() + " without an answer",
          check(given).reason());
    }
  }

  @Test
  void json_and_texts_of_a_bot_are_judged_too() throws Exception {
    try (RawServer server = speaking("{\"ok\": false, \"text\": \"captcha\"}")) {
      ServiceBuilder given = tcp(server);
      given.json = List.of(JsonLine.of("$.ok == true"));
      given.readTimeout = SILENCE;
      assertTrue(check(given).reason().startsWith("JSON is \"false\", expected"));
      given.bot = List.of("captcha");
      assertEquals(Status.BOT_DETECTED, check(given).status());
    }
  }

  @Test
  void one_record_of_a_name_is_enough() {
    ServiceBuilder given = ServiceBuilder.url("dns://127.0.0.1/a.test");
    given.timeout = Duration.ofSeconds(20);
    given.bodyMatches = Expression.of("^192\\.0\\.2\\.1$");
    Judge verdict = new Judge();
    Attempt attempt = given.attempt();
    assertEquals(
        Status.UP,
        verdict.text(attempt, "answered", "192.0.2.9\n192.0.2.1", Evidence.NONE).status());
    Result hijacked = verdict.text(attempt, "answered", "0.0.0.0", Evidence.NONE);
    assertEquals(Status.DOWN, hijacked.status());
    assertTrue(hijacked.reason().endsWith(", it is \"0.0.0.0\""), hijacked.reason());
  }
}
