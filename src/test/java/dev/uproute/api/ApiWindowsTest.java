package dev.uproute.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.TestDatabase;
import dev.uproute.Wait;
import dev.uproute.check.Maintenance;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Maintenance that is planned by the API. */
@Execution(ExecutionMode.CONCURRENT)
class ApiWindowsTest {
  /** A window of the file that is not open now, at whatever time of the day this runs. */
  private static final String SERVICES =
      """
      services:
        - { id: shop.web, url: "tcp://127.0.0.1:9", tags: { env: prod } }
        - { id: nas, url: "tcp://127.0.0.1:9" }
      maintenance:
        - { name: Backup, at: "%02d:30", for: 90m, services: [nas], time_zone: UTC }
      """
          .formatted(LocalDateTime.now(ZoneOffset.UTC).plusHours(12).getHour());

  private static final String PATH = "/api/maintenance";

  @TempDir Path folder;

  private ApiServer open(TestDatabase database) throws Exception {
    return new ApiServer(database, folder, SERVICES, Map.of());
  }

  private static ApiServer.Reply send(ApiServer api, String method, String path, String body)
      throws Exception {
    return api.call(method, path, body, "Authorization", "Bearer " + ApiServer.WRITE);
  }

  private static JsonNode windows(ApiServer api) throws Exception {
    return api.as(ApiServer.READ, PATH).json().get("windows");
  }

  @Test
  void it_is_in_force_at_once_and_after_a_restart_until_it_is_taken_back() throws Exception {
    planned(TestDatabase.SQLITE);
  }

  @Test
  @Tag("nightly")
  void the_same_on_postgresql() throws Exception {
    planned(TestDatabase.POSTGRESQL);
  }

  private void planned(TestDatabase database) throws Exception {
    LocalDateTime now = LocalDateTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
    String body =
        "{\"name\": \"New disks\", \"from\": \"%s\", \"to\": \"%s\", \"time_zone\": \"UTC\", \"services\": [\"nas\"]}"
            .formatted(now.minusMinutes(1), now.plusHours(1));
    String id;
    try (ApiServer api = open(database)) {
      ApiServer.Reply made = send(api, "POST", PATH, body);
      assertEquals(201, made.status(), made.whole().body());
      assertTrue(made.json().get("open").asBoolean());
      assertEquals(now.plusHours(1) + ":00Z", made.text("/next/to"));
      id = made.text("/id");
      assertEquals(2, windows(api).size(), "beside that of the file");
      assertTrue(windows(api).get(0).get("id").isNull());
      assertEquals(id, windows(api).get(1).get("id").asText());
      assertTrue(Wait.until(Wait.LONG, () -> "New disks".equals(reason(api, "nas"))));
      assertEquals(null, reason(api, "shop.web"));
      String export = send(api, "GET", "/api/export", null).whole().body();
      assertTrue(export.contains("New disks"), export);
    }
    try (ApiServer api = open(database)) {
      api.bean("plannedWindows", PlannedWindows.class).recall();
      assertEquals("New disks", reason(api, "nas"));
      assertFalse(api.bean("plannedWindows", PlannedWindows.class).read(), "nothing changed");
      assertEquals(204, send(api, "DELETE", PATH + "/" + id, null).status());
      assertEquals(1, windows(api).size());
      assertTrue(Wait.until(Wait.LONG, () -> reason(api, "nas") == null));
      assertEquals(404, send(api, "DELETE", PATH + "/" + id, null).status());
      assertEquals(404, send(api, "DELETE", PATH + "/now", null).status(), "the flag is another");
    }
  }

  @Test
  void each_form_of_services_yaml_is_understood() throws Exception {
    try (ApiServer api = open(TestDatabase.SQLITE)) {
      for (String form :
          new String[] {
            "{\"from\": \"2026-06-17 22:00\", \"to\": \"2026-06-18T01:00\"}",
            "{\"at\": \"02:30\", \"for\": \"90m\"}",
            "{\"days\": [\"sat\", \"sun\"], \"at\": \"02:30\", \"for\": \"90m\", \"sites\": [\"shop\"]}",
            "{\"cron\": \"0 0 3 ? * 2#1\", \"for\": \"2h\", \"tags\": {\"env\": \"prod\"}}"
          }) {
        ApiServer.Reply made = send(api, "POST", PATH, form);
        assertEquals(201, made.status(), made.whole().body());
        assertFalse(made.text("/time_zone").isEmpty());
        assertEquals(form.contains("2026"), made.json().get("next").isNull(), "whether it is over");
      }
      assertFalse(api.bean("plannedWindows", PlannedWindows.class).read(), "nothing changed");
      assertEquals(5, windows(api).size());
    }
  }

  @Test
  void what_is_wrong_is_named_as_in_the_file() throws Exception {
    try (ApiServer api = open(TestDatabase.SQLITE)) {
      for (String[] wrong :
          new String[][] {
            {"{}", "", "a window has from and to"},
            {"[]", "", "a group of keys"},
            {"{\"at\": \"25:00\", \"for\": \"1h\"}", "/at", "25:00"},
            {"{\"att\": \"02:00\", \"for\": \"1h\"}", "/att", "did you mean \"at\""},
            {"{\"at\": \"02:00\", \"for\": \"24h\"}", "/for", "silent for good"},
            {
              "{\"at\": \"02:00\", \"for\": \"1h\", \"services\": [\"nass\"]}",
              "/services",
              "\"nas\""
            },
            {"{\"at\": \"02:00\", \"for\": \"1h\", \"sites\": [\"shops\"]}", "/sites", "\"shop\""},
            {
              "{\"at\": \"02:00\", \"for\": \"1h\", \"name\": \"{{env:HOME}}\"}",
              "/name",
              "filled in only"
            },
            {
              "{\"cron\": \"0 0 3 ? * *\", \"for\": \"1h\", \"time_zone\": \"Mars/Phobos\"}",
              "/time_zone",
              "Mars"
            },
          }) {
        ApiServer.Reply reply = send(api, "POST", PATH, wrong[0]);
        assertEquals(400, reply.status(), wrong[0]);
        assertEquals(wrong[1], reply.text("/errors/0/pointer"), reply.whole().body());
        String detail = reply.text("/errors/0/detail");
        assertTrue(detail.contains(wrong[2]), detail);
        assertFalse(reply.whole().body().contains("body:"), "no line of a file");
      }
      assertEquals(1, windows(api).size());
    }
  }

  private static String reason(ApiServer api, String id) {
    List<Service> all = api.bean("services", Services.class).current();
    Service one = all.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    return api.bean("maintenance", Maintenance.class).reason(one);
  }
}
