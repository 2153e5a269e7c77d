package dev.uproute.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.Secret;
import dev.uproute.TestDatabase;
import dev.uproute.check.Status;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** What the API answers to whom, over HTTP with the shipped routes. */
@OnEachDatabaseNightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiReadingTest {
  private static final String SERVICES =
      """
      services:
        - id: shop.web
          name: Shop
          site: shop
          url: "http://127.0.0.1:9/x?token=%s"
          tags: { env: prod }
          auth: { bearer: "%s" }
          headers: { X-Api-Key: "%s" }
        - { id: shop.db, name: Database, site: shop, url: "tcp://127.0.0.1:9", public: false }
        - { id: nas, name: NAS, url: "tcp://127.0.0.1:9", enabled: false }
        - { id: hidden, name: Hidden, site: secret, url: "tcp://127.0.0.1:9", public: false }
      announcements:
        - { text: We move to another house }
        - { text: Over, from: 2026-01-01 22:00, to: 2026-01-02 01:00, time_zone: UTC, severity: warning }
      maintenance:
        - { name: Disks, from: 2026-01-01 22:00, to: 2026-01-02 01:00, time_zone: UTC, services: [nas] }
        - { name: Updates, days: [sat, sun], at: "02:30", for: 90m, time_zone: UTC, sites: [shop] }
        - { cron: "0 0 3 ? * 2#1", for: 2h, time_zone: UTC, tags: { env: prod } }
      """
          .formatted(Secret.WORD, Secret.WORD, Secret.WORD);

  /** Answered to anybody, and a service that only callers with a token see. */
  private static final String[] PUBLIC = {
    "/api/status",
    "/api/monitors",
    "/api/monitors/shop.web",
    "/api/monitors/shop.web/results",
    "/api/monitors/shop.web/stats",
    "/api/monitors/shop.web/timeline",
    "/api/monitors/shop.web/series",
    "/api/announcements",
    "/api/sites",
    "/api/sites/shop",
    "/api/openapi.json"
  };

  private static final String[] FOR_READERS = {"/api/alerts", "/api/channels", "/api/maintenance"};

  @Parameter TestDatabase database;
  private ApiServer api;

  @BeforeParameterizedClassInvocation
  void open(TestDatabase database, @TempDir Path folder) throws Exception {
    api =
        new ApiServer(
            database,
            folder,
            SERVICES,
            Map.of(
                "uproute.site.show-local",
                "address",
                "uproute.alert.channels",
                "webhook",
                "uproute.alert.webhook.url",
                "http://127.0.0.1:9/" + Secret.WORD));
    api.results(Status.UP, 3, "shop.web", "shop.db");
    api.results(Status.UP, 2, "shop.web", "shop.db");
    api.results(Status.DOWN, 1, "shop.web", "shop.db");
    api.results(Status.UP, 0, "shop.web");
  }

  @AfterParameterizedClassInvocation
  void close() {
    api.close();
  }

  @Test
  void what_is_public_needs_no_token_and_what_is_not_cannot_be_told_from_what_is_not_there()
      throws Exception {
    for (String path : PUBLIC) {
      assertEquals(200, api.get(path).status(), path);
      assertFalse(api.get(path).whole().body().contains("shop.db"), path);
      assertFalse(api.get(path).whole().body().contains("hidden"), path);
    }
    for (String path : new String[] {"/api/monitors/%s", "/api/monitors/%s/results"}) {
      String missing = api.get(path.formatted("nothing")).whole().body();
      String hidden = api.get(path.formatted("shop.db")).whole().body();
      assertEquals(missing, hidden.replace("shop.db", "nothing"));
      assertEquals(200, api.as(ApiServer.READ, path.formatted("shop.db")).status());
    }
    assertEquals(404, api.get("/api/sites/secret").status());
    assertEquals(200, api.as(ApiServer.READ, "/api/sites/secret").status());
    assertEquals("online", api.get("/api/sites/shop").text("/status"), "without the hidden one");
    assertEquals("offline", api.as(ApiServer.READ, "/api/sites/shop").text("/status"));
  }

  @Test
  void anybody_is_told_what_is_announced_now_and_callers_with_a_token_all_of_it() throws Exception {
    String path = "/api/announcements";
    assertEquals("We move to another house", api.get(path).text("/announcements/0/text"));
    assertEquals(1, api.get(path).json().get("announcements").size());
    assertEquals("warning", api.as(ApiServer.READ, path).text("/announcements/1/severity"));
  }

  @Test
  void the_contract_is_a_page_that_names_every_operation_and_schema() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(api.root() + "api")).build();
    HttpResponse<String> reply =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertEquals(200, reply.statusCode());
    String type = reply.headers().firstValue("Content-Type").orElseThrow();
    assertEquals("text/html; charset=utf-8", type);
    String page = reply.body();
    for (String operation : api.contract().all()) {
      String[] parts = operation.split(" ");
      String named = parts[0].toUpperCase(Locale.ROOT) + " " + parts[1];
      assertTrue(page.contains("<code>" + named + "</code></h2>"), named);
    }
    Matcher link = Pattern.compile("href=\"#([^\"]+)\"").matcher(page);
    while (link.find()) {
      assertTrue(page.contains("id=\"" + link.group(1) + "\""), link.group());
    }
    assertFalse(page.contains("<script"), "nothing of it runs");
  }

  @Test
  void nothing_of_a_secret_is_answered_to_whoever_only_reads() throws Exception {
    for (String path : PUBLIC) {
      Secret.assertNone(path, api.as(ApiServer.READ, path).whole().toString());
      Secret.assertNone(path, api.as(ApiServer.READ, path).whole().body());
    }
    for (String path : FOR_READERS) {
      Secret.assertNone(path, api.as(ApiServer.READ, path).whole().body());
    }
    String shop = "/api/monitors/shop.web";
    assertEquals("http://127.0.0.1:9/x", api.as(ApiServer.READ, shop).text("/url"));
    assertTrue(api.get(shop).json().at("/url").isNull(), "zone local shows none");
    assertEquals(
        "It was DOWN", api.as(ApiServer.READ, shop + "/results").text("/results/1/reason"));
    assertTrue(api.get(shop + "/results").json().at("/results/1/reason").isNull());
  }

  @Test
  void a_monitor_says_how_it_is_and_how_it_was() throws Exception {
    ApiServer.Reply one = api.get("/api/monitors/shop.web");
    assertEquals("online", one.text("/state"));
    assertEquals(183, one.json().at("/response_time").intValue());
    assertEquals("prod", one.text("/tags/env"));
    assertEquals(4, one.json().at("/total_checks").intValue());
    assertEquals("paused", api.get("/api/monitors/nas").text("/state"));
    ApiServer.Reply stats = api.get("/api/monitors/shop.web/stats?window=1h");
    assertEquals(4, stats.json().at("/checks").intValue());
    assertEquals(75.0, stats.json().at("/uptime").doubleValue());
    assertEquals(1, stats.json().at("/incidents").intValue());
    assertEquals(183, stats.json().at("/response_time/max").intValue());
    assertTrue(api.get("/api/monitors/nas/stats").json().at("/uptime").isNull());
    JsonNode states = api.get("/api/monitors/shop.web/timeline").json().at("/states");
    assertEquals("up", states.get(239).textValue());
    assertEquals("unknown", states.get(0).textValue());
  }

  @Test
  void results_come_page_by_page_each_once() throws Exception {
    String path = "/api/monitors/shop.web/results";
    ApiServer.Reply all = api.get(path);
    assertEquals(4, all.json().at("/results").size());
    assertNull(all.json().at("/next").textValue());
    assertEquals("offline", all.text("/results/1/status"));
    StringBuilder paged = new StringBuilder();
    String next = "";
    while (next != null) {
      ApiServer.Reply page = api.get(path + "?limit=1" + next);
      page.json().at("/results").forEach(paged::append);
      String cursor = page.json().at("/next").textValue();
      next = cursor == null ? null : "&cursor=" + cursor;
    }
    StringBuilder whole = new StringBuilder();
    all.json().at("/results").forEach(whole::append);
    assertEquals(whole.toString(), paged.toString());
    String second = all.text("/results/2/at");
    assertEquals(
        2,
        api.get(path + "?from=" + second + "&to=" + all.text("/results/0/at"))
            .json()
            .at("/results")
            .size());
  }

  @Test
  void the_list_is_filtered_and_paged() throws Exception {
    assertEquals("shop.web ", ids("?limit=1"));
    assertEquals("nas ", ids("?offset=1"));
    assertEquals("shop.web ", ids("?site=shop&state=online&type=http&tag=env=prod&q=SHOP"));
    assertEquals("", ids("?tag=env=test"));
    assertEquals("nas ", ids("?state=paused"));
    assertEquals(4, api.as(ApiServer.READ, "/api/monitors").json().at("/total").intValue());
  }

  private String ids(String query) throws Exception {
    StringBuilder ids = new StringBuilder();
    api.get("/api/monitors" + query)
        .json()
        .at("/monitors")
        .forEach(each -> ids.append(each.get("id").textValue()).append(' '));
    return ids.toString();
  }

  @Test
  void a_parameter_that_is_wrong_is_named() throws Exception {
    String results = "/api/monitors/shop.web/results";
    for (String query :
        new String[] {
          "limit=-1",
          "limit=0",
          "limit=1001",
          "limit=1000000000",
          "limit=x",
          "cursor=1-x",
          "from=yesterday",
          "from=%2B292278994-01-01T00:00:00Z",
          "to=1960-01-01T00:00:00Z",
          "window=-1h",
          "window=0s",
          "window=400000d",
          "sort=name%3BDROP",
          "limit=1&limit=2",
          "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
          "window=1h&from=2026-01-02T00:00:00Z"
        }) {
      ApiServer.Reply reply = api.get(results + "?" + query);
      assertEquals(400, reply.status(), query);
      assertEquals("application/problem+json", reply.header("Content-Type"));
      String name = query.replaceFirst("=.*", "");
      assertEquals(name, reply.text("/errors/0/pointer"), query);
    }
    String said = api.get("/api/monitors?state=up").text("/detail");
    assertEquals(
        "state: \"up\" is not allowed; it must be one of online, degraded, partial, timeout, offline,"
            + " unknown, paused, maintenance",
        said);
  }

  @Test
  void an_answer_that_the_caller_has_is_not_sent_again() throws Exception {
    String tag = api.get("/api/sites").header("ETag");
    ApiServer.Reply same = api.get("/api/sites", "If-None-Match", "\"x\", W/" + tag);
    assertEquals(304, same.status());
    assertEquals(tag, same.header("ETag"));
    assertEquals("Authorization", same.header("Vary"));
    assertEquals(200, api.get("/api/sites", "If-None-Match", "\"x\"").status());
  }

  @Test
  void alerts_channels_and_maintenance_are_for_readers() throws Exception {
    ApiServer.Reply alerts = api.as(ApiServer.READ, "/api/alerts?monitor=shop.web");
    assertEquals("up", alerts.text("/alerts/0/event"));
    assertEquals("down", alerts.text("/alerts/1/event"));
    assertEquals("waiting", alerts.text("/alerts/1/state"));
    ApiServer.Reply page = api.as(ApiServer.READ, "/api/alerts?monitor=shop.web&limit=1");
    String cursor = page.text("/next");
    page = api.as(ApiServer.READ, "/api/alerts?monitor=shop.web&limit=1&cursor=" + cursor);
    assertEquals("down", page.text("/alerts/0/event"));
    ApiServer.Reply channels = api.as(ApiServer.READ, "/api/channels");
    assertEquals("webhook", channels.text("/channels/0/kind"));
    assertEquals(3, channels.json().at("/channels/0/waiting").intValue());
    ApiServer.Reply maintenance = api.as(ApiServer.READ, "/api/maintenance");
    assertEquals("2026-01-01T22:00", maintenance.text("/windows/0/from"));
    assertEquals("sat", maintenance.text("/windows/1/days/0"));
    assertEquals("0 0 3 ? * 2#1", maintenance.text("/windows/2/cron"));
    assertTrue(api.as(ApiServer.WRITE, "/api/export").whole().body().contains("id: shop.db"));
  }
}
