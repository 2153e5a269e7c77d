package dev.uproute.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.channel.Receiver.Answer;
import dev.uproute.channel.Receiver.Request;
import dev.uproute.deliver.Message;
import dev.uproute.deliver.MessageLine;
import dev.uproute.send.Refused;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of news in every channel, through the shipped routes, to receivers that are strict.
 */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("programs of ChannelsTest")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChannelsTest {
  /** Names that mean something to one receiver or another. */
  private static final List<String> HOSTILE =
      List.of(
          "@everyone <@123> <@&1> <!channel> [ok](http://evil.test) ||x|| ```",
          "<script>alert(1)</script> &amp; </b> *bold* _low_ ~gone~ `code`",
          "${7*7} <#assign x=1> [=1] {{env:HOME}} ${jndi:ldap://x}",
          "Plex\r\nBcc: x@evil.test\r\n\r\nbody \u202Egpj.exe \uD83D \u0000",
          "😀".repeat(100),
          "é\u0301".repeat(66));

  @TempDir static Path folder;
  private Everyone everyone;
  private Alerts alerts;

  @BeforeAll
  void start() throws Exception {
    everyone = new Everyone(folder);
    alerts = new Alerts(everyone.settings());
  }

  @AfterAll
  void stop() {
    alerts.close();
    everyone.close();
  }

  static Stream<String> kinds() {
    return Strict.KINDS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void each_kind_of_news_is_accepted(String kind) throws Exception {
    for (var news : SentMessages.all().entrySet()) {
      List<MessageLine> lines = news.getValue();
      everyone.at(kind).requests.clear();
      if (sendsAll(kind, lines)) {
        int events = lines.size() + (news.getKey().equals("collapsed") ? 1 : 0);
        int expected = kind.equals("pagerduty") ? events : 1;
        assertEquals(expected, everyone.at(kind).requests.size(), news.getKey());
      }
    }
  }

  /**
   * There each event is a request, and on a slow machine some of very many leave with a later
   * message.
   */
  private boolean sendsAll(String kind, List<MessageLine> lines) throws Exception {
    try {
      assertFalse(alerts.send(kind, SentMessages.message(kind, lines)).isBlank());
      return true;
    } catch (Refused e) {
      assertTrue(e.getMessage().endsWith("the others follow"), e.getMessage());
      assertEquals("pagerduty", kind);
      return false;
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatever_a_service_is_called_it_is_only_a_name(String kind) throws Exception {
    for (String name : HOSTILE) {
      alerts.send(kind, SentMessages.message(kind, SentMessages.down(name)));
    }
    List<MessageLine> all = HOSTILE.stream().map(SentMessages::down).toList();
    alerts.send(kind, SentMessages.message(kind, all));
    for (Receiver.Request request : everyone.at(kind).requests) {
      assertFalse(request.text().contains("Bearer evil"), request.text());
      // programs get the name as it is, in JSON
      assertFalse(!kind.equals("webhook") && request.text().contains("\\r\\nBcc"), request.text());
    }
  }

  private JsonNode sent(String kind, MessageLine... lines) throws Exception {
    everyone.at(kind).requests.clear();
    alerts.send(kind, SentMessages.message(kind, lines));
    return everyone.at(kind).requests.getFirst().json();
  }

  @Test
  void discord_mentions_nobody_and_shows_markdown_as_it_is() throws Exception {
    JsonNode body = sent("discord", SentMessages.down("@everyone *x* [ok](http://evil.test)"));
    assertEquals("{\"parse\":[]}", body.path("allowed_mentions").toString());
    assertEquals(
        "🔴 \\@everyone \\*x\\* \\[ok\\]\\(http://evil.test\\) is down",
        body.path("content").asText());
    assertEquals(0xB91C1C, body.path("embeds").path(0).path("color").asInt());
  }

  @Test
  void pagerduty_opens_and_closes_one_incident_for_each_service() throws Exception {
    JsonNode opened = sent("pagerduty", SentMessages.down("Plex"));
    JsonNode closed = sent("pagerduty", SentMessages.up("Plex"));
    assertEquals("uproute/plex", opened.path("dedup_key").asText());
    assertEquals("trigger", opened.path("event_action").asText());
    assertEquals(
        "Plex is down: HTTP 503 is not 200-399", opened.path("payload").path("summary").asText());
    assertEquals("uproute/plex", closed.path("dedup_key").asText());
    assertEquals("resolve", closed.path("event_action").asText());
  }

  @Test
  void pagerduty_goes_on_where_it_stopped() throws Exception {
    PagerDuty pagerduty =
        alerts.context().getRegistry().lookupByNameAndType("pagerduty", PagerDuty.class);
    MessageLine down = SentMessages.stored(7, SentMessages.down("Plex"));
    Message message =
        SentMessages.message("pagerduty", down, SentMessages.stored(8, SentMessages.down("Mail")));
    pagerduty.notified(pagerduty.round(message), "pagerduty", down);
    everyone.at("pagerduty").requests.clear();
    alerts.send("pagerduty", message);
    alerts.send("pagerduty", message);
    List<Receiver.Request> requests = everyone.at("pagerduty").requests;
    assertEquals(1, requests.size());
    assertEquals("uproute/mail", requests.getFirst().json().path("dedup_key").asText());
  }

  @Test
  void an_outage_that_is_over_before_pagerduty_heard_of_it_is_opened_and_closed() throws Exception {
    MessageLine down = SentMessages.stored(21, SentMessages.down("Plex"));
    MessageLine up = SentMessages.stored(22, SentMessages.up("Plex"));
    MessageLine both =
        new MessageLine(
            up.event(),
            up.service(),
            up.name(),
            up.site(),
            up.url(),
            up.link(),
            down.from(),
            up.to(),
            up.since(),
            up.until(),
            up.reason(),
            up.tags(),
            List.of(down.flips().getFirst(), up.flips().getFirst()));
    List<Receiver.Request> requests = everyone.at("pagerduty").requests;
    requests.clear();
    alerts.send("pagerduty", SentMessages.message("pagerduty", both));
    assertEquals(2, requests.size());
    assertTrue(requests.getFirst().text().contains("\"event_action\":\"trigger\""));
    assertTrue(requests.getLast().text().contains("\"event_action\":\"resolve\""));
    alerts.send("pagerduty", SentMessages.message("pagerduty", both));
    assertEquals(2, requests.size(), "and never again");
  }

  @Test
  void two_hundred_events_that_are_answered_slowly_are_sent_once_each() throws Exception {
    AtomicInteger atOnce = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (Receiver slow =
            new Receiver(
                _ -> {
                  most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                  LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
                  atOnce.decrementAndGet();
                  return Receiver.Answer.of(202, "{\"status\":\"success\"}");
                });
        Alerts own = new Alerts(Map.of("pagerduty.url", slow.url(""), "pagerduty.token", "x"))) {
      MessageLine[] lines =
          IntStream.range(0, 200)
              .mapToObj(i -> SentMessages.stored(1_000 + i, SentMessages.down("Plex " + i)))
              .toArray(MessageLine[]::new);
      Message message = SentMessages.message("pagerduty", lines);
      int tries = 0;
      for (boolean done = false; !done; tries++) {
        long begun = System.nanoTime();
        try {
          own.send("pagerduty", message);
          done = true;
        } catch (Refused refused) {
          assertEquals(Refused.Kind.LATER, refused.kind());
          assertTrue(refused.getMessage().endsWith("the others follow"), refused.getMessage());
        }
        assertTrue(
            Duration.ofNanos(System.nanoTime() - begun).toSeconds() < 20, "a try is bounded");
      }
      assertTrue(tries > 1);
      assertEquals(200, slow.requests.size());
      assertEquals(200, slow.requests.stream().map(request -> request.text()).distinct().count());
      assertTrue(most.get() <= 10, "no two tries at once");
    }
  }

  @Test
  void a_line_that_pagerduty_never_accepts_keeps_nothing_from_the_others() throws Exception {
    List<String> opened = new CopyOnWriteArrayList<>();
    Function<Request, Answer> script =
        request -> {
          String key = request.json().path("dedup_key").asText();
          opened.add(key);
          return key.endsWith("/mail")
              ? Answer.of(400, "{\"status\":\"invalid event\",\"errors\":[\"summary is bad\"]}")
              : Answer.of(202, "{\"status\":\"success\"}");
        };
    try (Receiver receiver = new Receiver(script);
        Alerts own =
            new Alerts(Map.of("pagerduty.url", receiver.url(""), "pagerduty.token", "x"))) {
      MessageLine invalid = SentMessages.down("Mail");
      assertThrows(
          Refused.class, () -> own.send("pagerduty", SentMessages.message("pagerduty", invalid)));
      MessageLine[] lines = {SentMessages.down("Git"), invalid, SentMessages.down("Plex")};
      opened.clear();
      assertEquals(
          "2 accepted, 1 refused: 127.0.0.1 answered 400: [\"summary is bad\"]",
          own.send("pagerduty", SentMessages.message("pagerduty", lines)));
      assertEquals(Set.of("uproute/git", "uproute/mail", "uproute/plex"), Set.copyOf(opened));
    }
  }

  @Test
  void a_program_can_tell_who_signed_what_it_is_sent() throws Exception {
    sent("webhook", SentMessages.down("Plex"));
    Receiver.Request request = everyone.at("webhook").requests.getFirst();
    assertEquals(Strict.signature(request), request.headers().getFirst("X-Uproute-Signature"));
    JsonNode event = request.json().path("events").path(0);
    assertEquals("down", event.path("event").asText());
    assertEquals("2026-11-21T03:01:00Z", event.path("since").asText());
    assertTrue(event.path("until").isNull());
  }

  @Test
  void what_escalated_is_loud_and_a_recovery_is_not() throws Exception {
    Message escalated = SentMessages.message("ntfy", SentMessages.all().get("escalated"));
    everyone.at("ntfy").requests.clear();
    alerts.send("ntfy", escalated);
    assertEquals(5, everyone.at("ntfy").requests.getFirst().json().path("priority").asInt());
    assertEquals(3, sent("ntfy", SentMessages.up("Plex")).path("priority").asInt());
    assertTrue(sent("telegram", SentMessages.up("Plex")).path("disable_notification").asBoolean());
    assertFalse(
        sent("telegram", SentMessages.down("Plex")).path("disable_notification").asBoolean());
  }
}
