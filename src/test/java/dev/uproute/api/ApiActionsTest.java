package dev.uproute.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.uproute.Logged;
import dev.uproute.TestDatabase;
import dev.uproute.Wait;
import dev.uproute.check.Status;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Service;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What callers with a token that writes set going, and nobody else. */
@Execution(ExecutionMode.CONCURRENT)
class ApiActionsTest {
  private static final String SERVICES =
      """
      services:
        - { id: shop, url: "tcp://127.0.0.1:9" }
        - { id: nas, url: "tcp://127.0.0.1:9", enabled: false }
      """;

  private static final String[] PATHS = {
    "/api/monitors/shop/check", "/api/alerts/1/resend", "/api/channels/webhook/test"
  };

  @TempDir Path folder;

  private ApiServer open(Map<String, String> settings) throws Exception {
    return new ApiServer(TestDatabase.SQLITE, folder, SERVICES, settings);
  }

  private static ApiServer.Reply post(ApiServer api, String token, String path) throws Exception {
    return token == null
        ? api.call("POST", path, null)
        : api.call("POST", path, null, "Authorization", "Bearer " + token);
  }

  @Test
  void what_is_asked_for_is_done_for_callers_whose_token_writes() throws Exception {
    List<String> received = new CopyOnWriteArrayList<>();
    HttpServer receiver =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext(
        "/",
        exchange -> {
          String headers = exchange.getRequestHeaders().entrySet().toString();
          received.add(headers + new String(exchange.getRequestBody().readAllBytes()));
          exchange.sendResponseHeaders(received.size() == 1 ? 204 : 400, -1);
          exchange.close();
        });
    receiver.start();
    String url = "http://127.0.0.1:" + receiver.getAddress().getPort() + "/";
    try (ApiServer api =
        open(Map.of("uproute.alert.channels", "webhook", "uproute.alert.webhook.url", url))) {
      for (String path : PATHS) {
        assertEquals(401, post(api, null, path).status(), path);
        assertEquals(401, post(api, "a".repeat(32), path).status(), path);
        assertEquals(403, post(api, ApiServer.READ, path).status(), path);
        assertEquals(
            path.endsWith("check") ? 404 : 405, api.as(ApiServer.WRITE, path).status(), path);
      }
      checks(api);
      resends(api);
      assertEquals("webhook", post(api, ApiServer.WRITE, PATHS[2]).text("/name"));
      assertEquals(1, received.size());
      assertTrue(received.getFirst().contains("test"), received.getFirst());
      assertFalse(received.getFirst().contains(ApiServer.WRITE), received.getFirst());
      assertEquals(502, post(api, ApiServer.WRITE, PATHS[2]).status(), "the receiver refuses");
      assertEquals(404, post(api, ApiServer.WRITE, "/api/channels/other/test").status());
      assertTrue(
          api.contract()
              .judged()
              .containsAll(
                  List.of(
                      "post /api/monitors/{id}/check",
                      "post /api/alerts/{id}/resend",
                      "post /api/channels/{id}/test")),
          () -> api.contract().judged().toString());
    } finally {
      receiver.stop(0);
    }
  }

  @Test
  void services_are_listed_by_the_api_only_where_it_is_a_source() throws Exception {
    try (ApiServer api = open(Map.of())) {
      api.write("insert into listed (id, keys, at) values ('old', '{}', 0)");
    }
    try (Logged log = Logged.of("api");
        ApiServer api = open(Map.of())) {
      log.has(
          "1 service that the API listed: not watched, because uproute.services.from does not name"
              + " api");
      ApiServer.Reply refused =
          api.call(
              "PUT",
              "/api/monitors/a",
              "{\"url\": \"https://a.example.org\"}",
              "Authorization",
              "Bearer " + ApiServer.WRITE);
      assertEquals(409, refused.status());
      assertEquals(
          "the API lists no services here: uproute.services.from does not name api",
          refused.text("/detail"));
    }
  }

  @Test
  void everything_is_in_maintenance_from_one_request_to_another() throws Exception {
    Path flag = folder.resolve("flag");
    String path = "/api/maintenance/now";
    try (ApiServer api = open(Map.of("uproute.maintenance.flag", flag.toString()))) {
      assertEquals(401, api.call("PUT", path, null).status());
      assertEquals(403, send(api, ApiServer.READ, "PUT", "{}").status());
      assertEquals(404, send(api, ApiServer.WRITE, "DELETE", null).status());
      for (String wrong :
          new String[] {
            "[]",
            "{\"reason\": 1, \"reason\": 2}",
            "{\"reason\": [1]}",
            "{\"reason\": \"" + "x".repeat(201) + "\"}",
            "{\"__proto__\": 1}",
            "{\"a\": NaN}",
            "{\"reason\": \"a\"} {}",
            "{\"reason\":",
            "[".repeat(2000),
            "{\"reason\": !!java.net.URL [x]}"
          }) {
        assertEquals(400, send(api, ApiServer.WRITE, "PUT", wrong).status(), wrong);
        assertFalse(Files.exists(flag), wrong);
      }
      assertEquals(413, send(api, ApiServer.WRITE, "PUT", " ".repeat(300_000)).status());
      String pointed =
          send(api, ApiServer.WRITE, "PUT", "{\"why\": \"a\"}").text("/errors/0/pointer");
      assertEquals("/why", pointed);
      assertEquals(202, send(api, ApiServer.WRITE, "PUT", null).status());
      assertEquals("", Files.readString(flag));
      assertEquals(202, send(api, ApiServer.WRITE, "PUT", "{\"reason\": \"Büro\"}").status());
      assertTrue(Wait.until(Wait.LONG, () -> "Büro".equals(reason(api))), "seen within a second");
      assertEquals(204, send(api, ApiServer.WRITE, "DELETE", null).status());
      assertFalse(Files.exists(flag));
    }
  }

  private static String reason(ApiServer api) {
    try {
      return api.as(ApiServer.READ, "/api/maintenance").text("/monitors/0/reason");
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static ApiServer.Reply send(ApiServer api, String token, String method, String body)
      throws Exception {
    return api.call(method, "/api/maintenance/now", body, "Authorization", "Bearer " + token);
  }

  private static void checks(ApiServer api) throws Exception {
    Schedule schedule = api.bean("schedule", Schedule.class);
    List<Service> due = new ArrayList<>();
    assertTrue(Wait.until(Wait.LONG, () -> due.addAll(schedule.due())), "the first check");
    due.forEach(schedule::done);
    assertEquals(List.of(), schedule.due());
    assertEquals("shop", post(api, ApiServer.WRITE, PATHS[0]).text("/id"));
    List<Service> now = schedule.due();
    assertEquals("[shop]", now.toString());
    assertEquals(404, api.as(ApiServer.WRITE, PATHS[0]).status(), "it has not begun");
    ProducerTemplate routes = api.producer();
    Object result = routes.requestBody("direct:check", now.getFirst());
    assertTrue(api.as(ApiServer.WRITE, PATHS[0]).json().get("result").isNull(), "it is not stored");
    routes.requestBody("direct:record-batch", List.of(result));
    assertTrue(
        Wait.until(
            Wait.LONG,
            () -> api.as(ApiServer.WRITE, PATHS[0]).text("/result/status").equals("offline")));
    ApiServer.Reply found = api.as(ApiServer.WRITE, PATHS[0]);
    assertEquals("127.0.0.1", found.text("/result/address"));
    assertEquals(403, api.as(ApiServer.READ, PATHS[0]).status());
    assertEquals(401, api.get(PATHS[0]).status());
    ApiServer.Reply paused = post(api, ApiServer.WRITE, "/api/monitors/nas/check");
    assertEquals("nas is paused and is not checked", paused.text("/detail"));
    assertEquals(404, post(api, ApiServer.WRITE, "/api/monitors/x/check").status());
  }

  private void resends(ApiServer api) throws Exception {
    api.results(Status.DOWN, 0, "shop");
    assertEquals(409, post(api, ApiServer.WRITE, PATHS[1]).status(), "it waits");
    try (Connection database = TestDatabase.SQLITE.outside(folder.resolve("history.db"));
        Statement statement = database.createStatement()) {
      statement.execute("update delivery set state = 'dead'");
    }
    assertEquals(202, post(api, ApiServer.WRITE, PATHS[1]).status());
    String state = api.as(ApiServer.READ, "/api/alerts").text("/alerts/0/state");
    assertEquals("waiting", state);
    assertEquals(404, post(api, ApiServer.WRITE, "/api/alerts/99/resend").status());
    assertEquals(404, post(api, ApiServer.WRITE, "/api/alerts/x/resend").status());
  }
}
