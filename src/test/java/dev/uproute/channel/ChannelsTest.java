package dev.uproute.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.Secret;
import dev.uproute.alert.Line;
import dev.uproute.alert.Message;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of news in every channel, through the shipped routes, to receivers that are strict.
 */
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

  private final Map<String, Receiver> receivers = new HashMap<>();
  private Alerts alerts;

  @BeforeAll
  void start() throws Exception {
    for (var kind : Strict.KINDS.entrySet()) {
      receivers.put(kind.getKey(), new Receiver(kind.getValue()));
    }
    alerts = new Alerts(settings());
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new HashMap<>();
    receivers.forEach((kind, receiver) -> settings.put(kind + ".url", receiver.url("")));
    settings.put("discord.url", receivers.get("discord").url("/api/webhooks/1/" + Strict.TOKEN));
    settings.put("slack.url", receivers.get("slack").url("/services/T0/B0/" + Strict.TOKEN));
    settings.put("ntfy.url", receivers.get("ntfy").url("/up-route_1"));
    settings.put(
        "teams.url",
        receivers
            .get("teams")
            .url(
                "/workflows/1/triggers/manual/paths/invoke?sig="
                    + Strict.TOKEN
                    + "&sp=%2Ftriggers%2Fmanual"));
    settings.put("webhook.url", receivers.get("webhook").url("/hook"));
    for (String kind : List.of("ntfy", "gotify", "pushover", "pagerduty")) {
      settings.put(kind + ".token", Strict.TOKEN);
    }
    settings.put("telegram.token", "123:" + Strict.TOKEN);
    settings.put("telegram.chat", "-1001234567890");
    settings.put("pushover.user", "u123456789012345678901234567890");
    settings.put("webhook.secret", "hmac-" + Secret.WORD);
    return settings;
  }

  @AfterAll
  void stop() {
    alerts.close();
    receivers.values().forEach(Receiver::close);
  }

  static Stream<String> kinds() {
    return Strict.KINDS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void each_kind_of_news_is_accepted(String kind) throws Exception {
    for (var news : Told.all().entrySet()) {
      receivers.get(kind).requests.clear();
      assertFalse(alerts.send(kind, Told.message(kind, news.getValue())).isBlank());
      int expected = kind.equals("pagerduty") ? news.getValue().size() : 1;
      assertEquals(expected, receivers.get(kind).requests.size(), news.getKey());
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void whatever_a_service_is_called_it_is_only_a_name(String kind) throws Exception {
    for (String name : HOSTILE) {
      alerts.send(kind, Told.message(kind, Told.down(name)));
    }
    List<Line> all = HOSTILE.stream().map(Told::down).toList();
    alerts.send(kind, Told.message(kind, all));
    for (Receiver.Request request : receivers.get(kind).requests) {
      assertFalse(request.text().contains("Bearer evil"), request.text());
      // programs get the name as it is, in JSON
      assertFalse(!kind.equals("webhook") && request.text().contains("\\r\\nBcc"), request.text());
    }
  }

  private JsonNode sent(String kind, Line... lines) throws Exception {
    receivers.get(kind).requests.clear();
    alerts.send(kind, Told.message(kind, lines));
    return receivers.get(kind).requests.getFirst().json();
  }

  @Test
  void discord_mentions_nobody_and_shows_markdown_as_it_is() throws Exception {
    JsonNode body = sent("discord", Told.down("@everyone *x* [ok](http://evil.test)"));
    assertEquals("{\"parse\":[]}", body.path("allowed_mentions").toString());
    assertEquals(
        "🔴 \\@everyone \\*x\\* \\[ok\\]\\(http://evil.test\\) is down",
        body.path("content").asText());
    assertEquals(0xB91C1C, body.path("embeds").path(0).path("color").asInt());
  }

  @Test
  void pagerduty_opens_and_closes_one_incident_for_each_service() throws Exception {
    JsonNode opened = sent("pagerduty", Told.down("Plex"));
    JsonNode closed = sent("pagerduty", Told.up("Plex"));
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
    Line down = Told.stored(7, Told.down("Plex"));
    Message message = Told.message("pagerduty", down, Told.stored(8, Told.down("Mail")));
    pagerduty.told("pagerduty", down);
    receivers.get("pagerduty").requests.clear();
    alerts.send("pagerduty", message);
    alerts.send("pagerduty", message);
    List<Receiver.Request> requests = receivers.get("pagerduty").requests;
    assertEquals(1, requests.size());
    assertEquals("uproute/mail", requests.getFirst().json().path("dedup_key").asText());
  }

  @Test
  void a_program_can_tell_who_signed_what_it_is_sent() throws Exception {
    sent("webhook", Told.down("Plex"));
    Receiver.Request request = receivers.get("webhook").requests.getFirst();
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(("hmac-" + Secret.WORD).getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    assertEquals(
        "sha256=" + HexFormat.of().formatHex(mac.doFinal(request.bytes())),
        request.headers().getFirst("X-Uproute-Signature"));
    JsonNode event = request.json().path("events").path(0);
    assertEquals("down", event.path("event").asText());
    assertEquals("2026-11-21T03:01:00Z", event.path("since").asText());
    assertTrue(event.path("until").isNull());
  }

  @Test
  void what_escalated_is_loud_and_a_recovery_is_not() throws Exception {
    Message escalated = Told.message("ntfy", Told.all().get("escalated"));
    receivers.get("ntfy").requests.clear();
    alerts.send("ntfy", escalated);
    assertEquals(5, receivers.get("ntfy").requests.getFirst().json().path("priority").asInt());
    assertEquals(3, sent("ntfy", Told.up("Plex")).path("priority").asInt());
    assertTrue(sent("telegram", Told.up("Plex")).path("disable_notification").asBoolean());
    assertFalse(sent("telegram", Told.down("Plex")).path("disable_notification").asBoolean());
  }
}
