package dev.uproute.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.FreePort;
import dev.uproute.Secret;
import dev.uproute.channel.Receiver.Answer;
import dev.uproute.send.HttpReply;
import dev.uproute.send.HttpRequest;
import dev.uproute.send.Refused;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a receiver answers, and what it means: later, not this message, not us, gone. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("program of RefusalTest")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefusalTest {
  private static final String SECRET = Secret.WORD + "-token-0123456789";

  private volatile Answer answer;
  private Receiver receiver;
  private Alerts alerts;

  @BeforeAll
  void start() throws Exception {
    receiver = new Receiver(_ -> answer);
    Map<String, String> settings = new HashMap<>();
    settings.put("discord.url", receiver.url("/api/webhooks/1/" + SECRET));
    settings.put("slack.url", receiver.url("/services/" + SECRET));
    settings.put("telegram.chat", "-5");
    settings.put("pushover.user", SECRET);
    settings.put("webhook.url", receiver.url("/hook?key=" + SECRET));
    for (String kind : List.of("telegram", "pushover", "pagerduty")) {
      settings.put(kind + ".url", receiver.url(""));
      settings.put(kind + ".token", SECRET);
    }
    alerts = new Alerts(settings);
  }

  @AfterAll
  void stop() {
    alerts.close();
    receiver.close();
  }

  private Refused refusal(String kind) {
    return assertThrows(
        Refused.class,
        () -> alerts.send(kind, SentMessages.message(kind, SentMessages.down("Plex"))));
  }

  @ParameterizedTest(name = "{0} {1} {2} → {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      textBlock =
          """
          discord   | 429 | {"message":"You are being rate limited.","retry_after":0.75,"global":false} | LATER | 750
          discord   | 429 | {"retry_after":1e999}                                    | LATER       | 3600000
          discord   | 429 | {"retry_after":-5}                                       | LATER       |
          discord   | 400 | {"code":50035,"message":"Invalid Form Body"}             | MESSAGE     |
          discord   | 401 | {"code":50027,"message":"Invalid Webhook Token"}         | CREDENTIALS |
          discord   | 404 | {"code":10015,"message":"Unknown Webhook"}               | GONE        |
          discord   | 302 | moved                                                    | LATER       |
          slack     | 400 | invalid_payload                                          | MESSAGE     |
          slack     | 403 | invalid_token                                            | CREDENTIALS |
          slack     | 404 | no_service                                               | GONE        |
          slack     | 410 | channel_is_archived                                      | GONE        |
          slack     | 500 | rollup_error                                             | LATER       |
          telegram  | 429 | {"ok":false,"parameters":{"retry_after":5}}              | LATER       | 5000
          telegram  | 400 | {"ok":false,"description":"Bad Request: chat not found"} | CREDENTIALS |
          telegram  | 400 | {"ok":false,"description":"Bad Request: can't parse"}    | MESSAGE     |
          telegram  | 403 | {"ok":false,"description":"Forbidden: bot was blocked"}  | CREDENTIALS |
          pushover  | 400 | {"status":0,"errors":["application token is invalid"]}   | CREDENTIALS |
          pushover  | 400 | {"status":0,"errors":["message cannot be blank"]}        | MESSAGE     |
          pagerduty | 400 | {"status":"invalid event","errors":["routing_key is bad"]} | CREDENTIALS |
          pagerduty | 400 | {"status":"invalid event","errors":["summary is bad"]}   | MESSAGE     |
          webhook   | 408 | slow                                                     | LATER       |
          webhook   | 409 | conflict                                                 | LATER       |
          webhook   | 425 | early                                                    | LATER       |
          webhook   | 413 | large                                                    | MESSAGE     |
          webhook   | 503 | <html><body>upstream                                     | LATER       |
          webhook   | 529 | overload                                                 | LATER       |
          """)
  void an_answer_that_is_not_an_acceptance(
      String kind, int status, String body, Refused.Kind meaning, Long wait) {
    answer = Answer.of(status, body);
    Refused refused = refusal(kind);
    assertEquals(meaning, refused.kind());
    assertEquals(wait == null ? null : Duration.ofMillis(wait), refused.retryAfter());
    assertTrue(
        refused.getMessage().startsWith("127.0.0.1 answered " + status), refused.getMessage());
  }

  @ParameterizedTest(name = "Retry-After: {0} → {1} s")
  @CsvSource({
    "7,7",
    "1337,1337",
    "99999,3600",
    "0.5,0",
    "-1,",
    "soon,",
    "'Wed, 21 Oct 2099 07:28:00 GMT',3600",
    "'Wed, 21 Oct 2015 07:28:00 GMT',"
  })
  void how_long_it_wants_to_be_left_alone(String header, Long seconds) {
    answer = new Answer(503, "", Map.of("Retry-After", header));
    Duration wait = refusal("slack").retryAfter();
    assertEquals(seconds, wait == null ? null : wait.toSeconds());
  }

  @Test
  void nothing_it_answers_steers_anything_or_shows_a_secret() throws Exception {
    String echo = "you sent " + SECRET + " \u001b[2J\nERROR fake " + "x".repeat(300);
    Map<String, String> headers =
        Map.of(
            "To", "attacker@evil.test",
            "CamelHttpUri", "http://evil.test",
            "mail.smtp.host", "evil.test",
            "Location", "http://evil.test/",
            "Content-Type", "text/html; charset=bogus-1");
    for (int status : new int[] {200, 302, 400, 401, 500}) {
      answer = new Answer(status, echo, headers);
      for (String kind : new String[] {"discord", "slack", "webhook", "pagerduty", "pushover"}) {
        Exchange exchange =
            alerts.exchange(kind, SentMessages.message(kind, SentMessages.down("Plex")), "x");
        Refused refused = exchange.getException(Refused.class);
        String said =
            refused == null ? exchange.getMessage().getBody(String.class) : refused.getMessage();
        assertFalse(said.contains(SECRET), said);
        assertFalse(said.contains("\n") || said.contains("\u001b"), said);
        assertTrue(said.length() <= 200, said);
        if (refused == null) {
          assertEquals(Map.of(), exchange.getMessage().getHeaders());
        }
      }
    }
  }

  @Test
  void a_group_that_moved_is_found_again() throws Exception {
    String moved = "{\"ok\":false,\"parameters\":{\"migrate_to_chat_id\":-100777}}";
    try (Receiver groups =
            new Receiver(
                request ->
                    request.json().path("chat_id").asLong() == -100777
                        ? Answer.of(200, "{\"ok\":true}")
                        : Answer.of(400, moved));
        Alerts own =
            new Alerts(
                Map.of(
                    "telegram.url", groups.url(""),
                    "telegram.token", "1:x",
                    "telegram.chat", "-5"))) {
      own.send("telegram", SentMessages.message("telegram", SentMessages.down("Plex")));
      own.send("telegram", SentMessages.message("telegram", SentMessages.up("Plex")));
      assertEquals(
          List.of(-5L, -100777L, -100777L),
          groups.requests.stream().map(r -> r.json().path("chat_id").asLong()).toList());
    }
  }

  @Test
  void a_group_whose_new_number_moves_too_is_tried_again_later() throws Exception {
    answer = Answer.of(400, "{\"ok\":false,\"parameters\":{\"migrate_to_chat_id\":-100778}}");
    Refused refused = refusal("telegram");
    assertEquals(Refused.Kind.LATER, refused.kind());
    assertEquals(Duration.ofSeconds(1), refused.retryAfter());
  }

  @Test
  void a_receiver_that_hangs_or_drips_is_left_within_its_deadline() throws Exception {
    for (boolean drips : new boolean[] {false, true}) {
      try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
        Thread.ofVirtual().start(() -> hang(server, drips));
        String url = "http://127.0.0.1:" + server.getLocalPort() + "/";
        long begun = System.nanoTime();
        if (drips) {
          assertEquals("x", post(url, 1));
        } else {
          Refused refused = assertThrows(Refused.class, () -> post(url, 1));
          assertEquals("127.0.0.1: no answer within 1s", refused.getMessage());
        }
        assertTrue(Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 20);
      }
    }
  }

  /** As route {@code post} does, with a deadline of its own. */
  private String post(String url, int seconds) {
    HttpRequest request =
        new HttpRequest(
            "POST", URI.create(url), Map.of(), new byte[1], Duration.ofSeconds(seconds), 65_536);
    HttpReply reply =
        alerts
            .context()
            .createFluentProducerTemplate()
            .to("direct:send-http")
            .withBody(request)
            .request(HttpReply.class);
    return new RefusalRules(alerts.channels(), InstantSource.system())
        .accepted("webhook", request, reply, null);
  }

  private static void hang(ServerSocket server, boolean drips) {
    try (Socket socket = server.accept()) {
      if (drips) {
        socket
            .getOutputStream()
            .write("HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nx".getBytes());
      }
      // until the client hangs up
      while (socket.getInputStream().read() >= 0) {}
    } catch (IOException e) {
      // the client hung up
    }
  }

  @Test
  void a_placeholder_in_an_address_is_neither_filled_in_nor_asked() {
    Exchange exchange = alerts.context().getEndpoint("direct:post").createExchange();
    exchange.setVariable("channel", "webhook");
    exchange.getMessage().setHeader("CamelHttpUri", receiver.url("/{{env:HOME}}/" + SECRET));
    int before = receiver.requests.size();
    alerts.context().createProducerTemplate().send("direct:post", exchange);
    Throwable cause = exchange.getException();
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    assertEquals(
        "CamelHttpUri in the route of webhook is no address that begins with https:// or http://",
        cause.getMessage());
    assertEquals(before, receiver.requests.size());
  }

  @Test
  void nobody_there_is_later() throws Exception {
    int port = FreePort.find();
    for (String url : new String[] {"http://127.0.0.1:" + port, "http://nowhere.invalid"}) {
      Refused refused = assertThrows(Refused.class, () -> post(url, 60));
      assertEquals(Refused.Kind.LATER, refused.kind());
      assertNull(refused.retryAfter());
    }
  }
}
