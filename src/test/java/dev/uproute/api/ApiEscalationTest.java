package dev.uproute.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.TestDatabase;
import dev.uproute.check.Status;
import dev.uproute.deliver.AcknowledgeLinks;
import dev.uproute.page.Branding;
import dev.uproute.page.Language;
import dev.uproute.page.Pages;
import dev.uproute.report.RefusedChanges;
import dev.uproute.report.Summary;
import dev.uproute.report.Windows;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the API and pages say of an outage that escalates, and of an error budget. */
@Execution(ExecutionMode.CONCURRENT)
class ApiEscalationTest {
  private static final String SERVICES =
      """
      services:
        - id: shop
          url: "tcp://127.0.0.1:9"
          escalation: ops
          objective: { uptime: 99.9 }
          show: [escalation]
        - { id: db, url: "tcp://127.0.0.1:9", escalation: ops }
        - { id: web, url: "tcp://127.0.0.1:9", escalation: none }
      escalation:
        - name: ops
          steps:
            - { after: 0s, channels: [chat] }
            - { after: 10m, channels: [duty] }
      on_call:
        - { name: duty, weekly: [{ from: "mon 00:00", channels: [sms] }], time_zone: UTC }
      """;

  /** Of digits alone, which Camel would take for a number. */
  private static final String TOKEN = "7".repeat(32);

  private static final Map<String, String> SETTINGS =
      Map.of(
          "uproute.alert.channels", "chat,sms",
          "uproute.alert.chat.to", "log:chat",
          "uproute.alert.sms.to", "log:sms",
          "uproute.alert.token", TOKEN,
          "uproute.alert.link", "https://status.example.org");

  @TempDir Path folder;

  @Test
  void an_outage_says_whom_it_was_escalated_to_and_what_comes() throws Exception {
    try (ApiServer api = new ApiServer(TestDatabase.SQLITE, folder, SERVICES, SETTINGS)) {
      api.results(Status.DOWN, 25, "shop", "db", "web");
      api.results(Status.DOWN, 14, "shop", "db", "web");
      api.send("direct:budget-count");
      JsonNode escalation = api.as(ApiServer.READ, "/api/monitors/db").json().get("escalation");
      assertEquals("ops", escalation.get("list").asText());
      assertEquals(1, escalation.get("notified").size());
      assertEquals(1, escalation.at("/notified/0/step").asInt());
      assertEquals("[\"chat\"]", escalation.at("/notified/0/channels").toString());
      assertEquals(2, escalation.at("/next/step").asInt());
      assertEquals("[\"sms\"]", escalation.at("/next/channels").toString());
      assertEquals(
          Duration.ofMinutes(10),
          Duration.between(
              Instant.parse(escalation.at("/notified/0/at").asText()),
              Instant.parse(escalation.at("/next/at").asText())));
      assertEquals(
          "[{\"name\":\"duty\",\"people\":[],\"channels\":[\"sms\"]}]",
          escalation.get("on_call").toString());
      assertTrue(api.get("/api/monitors/db").json().get("escalation").isNull(), "for readers");
      assertEquals("ops", api.get("/api/monitors/shop").text("/escalation/list"));
      assertTrue(api.as(ApiServer.READ, "/api/monitors/web").json().get("escalation").isNull());
      budget(api);
      page(api, "duty is on call: sms.");
      acknowledge(api);
      page(api, "Acknowledged by sms, <time");
    }
  }

  private static void budget(ApiServer api) throws Exception {
    JsonNode budget = api.get("/api/monitors/shop").json().at("/budgets/0");
    assertEquals("uptime", budget.get("of").asText());
    assertEquals("99.9 %", budget.get("target").asText());
    assertEquals("30d", budget.get("window").asText());
    assertEquals(2, budget.get("counted").asInt());
    assertEquals(2, budget.get("bad").asInt());
    assertEquals(-99_900, budget.get("left_percent").asDouble(), 1e-6);
    assertEquals(1, api.get("/api/monitors/shop").json().get("budgets").size());
    assertEquals(0, api.get("/api/monitors/db").json().get("budgets").size());
  }

  private void page(ApiServer api, String words) throws Exception {
    Path pages = folder.resolve("pages");
    new Pages(
            pages.toString(),
            folder.resolve("none").toString(),
            Branding.titled("Status"),
            0,
            Duration.ofSeconds(30),
            Windows.none(),
            Language.ENGLISH,
            new RefusedChanges(InstantSource.system()))
        .write(api.bean("summary", Summary.class).report());
    String page = Files.readString(pages.resolve("service/db.html"));
    assertTrue(page.contains("<h2 id=\"escalation\">"), page);
    assertTrue(page.contains(words), page);
  }

  /** Whoever has the link sees it, too. */
  private static void acknowledge(ApiServer api) throws Exception {
    URI link = URI.create(new AcknowledgeLinks(TOKEN, api.root()).link("sms", "db", Instant.now()));
    HttpRequest.Builder ask =
        HttpRequest.newBuilder(link).header("Content-Type", "application/x-www-form-urlencoded");
    HttpClient client = HttpClient.newHttpClient();
    String page = client.send(ask.build(), HttpResponse.BodyHandlers.ofString()).body();
    assertTrue(page.contains("comes <time"), page);
    assertTrue(page.contains("duty is on call: sms."), page);
    ask.POST(HttpRequest.BodyPublishers.noBody());
    String known = client.send(ask.build(), HttpResponse.BodyHandlers.ofString()).body();
    assertTrue(known.contains("No further step comes"), known);
  }
}
