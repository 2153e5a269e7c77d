package dev.uproute.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.TestDatabase;
import dev.uproute.check.Status;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An outage that somebody knows of. */
@Execution(ExecutionMode.CONCURRENT)
class ApiAcknowledgeTest {
  private static final String SERVICES =
      """
      defaults: { remind_every: 10m, escalate_after: 4, down_after: 1, up_after: 1 }
      services:
        - { id: shop, url: "tcp://127.0.0.1:9", show: [reason] }
        - { id: nas, url: "tcp://127.0.0.1:9", show: [url] }
      """;

  private static final String ANN = "{\"name\": \" Ann \", \"note\": \"Disk is on its way\"}";

  @TempDir Path folder;

  private ApiServer open(TestDatabase database) throws Exception {
    return new ApiServer(
        database,
        folder,
        SERVICES,
        Map.of(
            "uproute.alert.channels",
            "webhook",
            "uproute.alert.webhook.url",
            "http://127.0.0.1:9/"));
  }

  private static ApiServer.Reply post(ApiServer api, String path, String body) throws Exception {
    return api.call("POST", path, body, "Authorization", "Bearer " + ApiServer.WRITE);
  }

  @Test
  void nobody_is_reminded_of_it_and_it_does_not_escalate_also_after_a_restart() throws Exception {
    acknowledged(TestDatabase.SQLITE);
  }

  @Test
  @Tag("nightly")
  void the_same_on_postgresql() throws Exception {
    acknowledged(TestDatabase.POSTGRESQL);
  }

  private void acknowledged(TestDatabase database) throws Exception {
    try (ApiServer api = open(database)) {
      // found so long ago that there is a reminder at once
      api.results(Status.DOWN, 90, "shop", "nas");
      String nas = "nas reminder waiting";
      String shop = "shop reminder waiting";
      assertEquals(List.of(nas, shop), sent(database, "reminder"));
      assertEquals(200, post(api, "/api/alerts/1/ack", ANN).status());
      assertEquals("Ann", monitor(api, "/acknowledged/name"));
      api.results(Status.DOWN, 60, "shop", "nas");
      assertEquals(List.of(nas, nas, shop), sent(database, "reminder"));
    }
    try (ApiServer api = open(database)) {
      assertEquals("Disk is on its way", monitor(api, "/acknowledged/note"));
      api.results(Status.TIMEOUT, 40, "shop", "nas");
      api.results(Status.DOWN, 35, "shop", "nas");
      assertEquals(
          List.of("nas escalated waiting", "shop escalated suppressed"),
          sent(database, "escalated"));
      assertEquals(1, reminders(database, "shop"));
      assertEquals("Ann", api.get("/api/monitors/shop").text("/acknowledged/name"));
      api.results(Status.UP, 30, "shop");
      assertEquals("", monitor(api, "/acknowledged/name"), "over with the outage");
      api.results(Status.DOWN, 29, "shop");
      assertEquals("", monitor(api, "/acknowledged/name"), "the next one is another");
      assertEquals(2, reminders(database, "shop"));
    }
  }

  @Test
  void what_is_no_outage_or_no_acknowledgement_is_refused() throws Exception {
    try (ApiServer api = open(TestDatabase.SQLITE)) {
      String nas = "/api/monitors/nas/ack";
      api.results(Status.UP, 90, "nas");
      assertEquals("nas has no outage now", post(api, nas, ANN).text("/detail"));
      assertEquals(404, post(api, "/api/monitors/x/ack", ANN).status());
      assertEquals(404, post(api, "/api/alerts/1/ack", ANN).status());
      assertEquals(404, post(api, "/api/alerts/x/ack", ANN).status());
      api.results(Status.DOWN, 80, "nas");
      api.results(Status.UP, 70, "nas");
      assertEquals(409, post(api, "/api/alerts/1/ack", ANN).status());
      api.results(Status.DOWN, 60, "nas");
      assertEquals(
          "alert 1 is of an earlier outage than the one of nas now",
          post(api, "/api/alerts/1/ack", ANN).text("/detail"));
      for (String[] wrong :
          new String[][] {
            {"{}", "/name"},
            {"{\"name\": \"  \"}", "/name"},
            {"{\"name\": [\"Ann\"]}", "/name"},
            {"{\"name\": \"" + "x".repeat(81) + "\"}", "/name"},
            {"{\"name\": \"Ann\", \"note\": \"" + "x".repeat(501) + "\"}", "/note"},
            {"{\"name\": \"Ann\", \"a/b~c\": 1}", "/a~1b~0c"},
            {"[]", ""}
          }) {
        ApiServer.Reply reply = post(api, nas, wrong[0]);
        assertEquals(400, reply.status(), wrong[0]);
        assertEquals(wrong[1], reply.text("/errors/0/pointer"), wrong[0]);
      }
      assertEquals("", api.as(ApiServer.READ, "/api/monitors/nas").text("/acknowledged/name"));
      assertEquals("Ann", post(api, nas, "{\"name\": \"Ann\"}").text("/name"));
      ApiServer.Reply seen = api.get("/api/monitors/nas");
      assertEquals("", seen.text("/acknowledged/name"), "who is as little public as the reason");
      assertTrue(seen.json().at("/acknowledged").isObject(), "that somebody knows is");
    }
  }

  private static String monitor(ApiServer api, String pointer) throws Exception {
    api.bean("apiReport", ApiReport.class).stale();
    return api.as(ApiServer.READ, "/api/monitors/shop").text(pointer);
  }

  private long reminders(TestDatabase database, String service) throws Exception {
    return sent(database, "reminder").stream().filter(each -> each.startsWith(service)).count();
  }

  private List<String> sent(TestDatabase database, String event) throws Exception {
    List<String> sent = new ArrayList<>();
    try (Connection connection = database.outside(folder.resolve("history.db"));
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "select s.id, f.event, d.state from delivery d join flip f on f.id = d.flip"
                    + " join service s on s.key = f.service where f.event = '"
                    + event
                    + "' order by s.id, d.id")) {
      while (rows.next()) {
        sent.add(rows.getString(1) + " " + rows.getString(2) + " " + rows.getString(3));
      }
    }
    return sent;
  }
}
