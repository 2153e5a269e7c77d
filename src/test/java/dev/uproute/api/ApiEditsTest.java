package dev.uproute.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.OnEachDatabaseNightly;
import dev.uproute.TestDatabase;
import dev.uproute.Wait;
import dev.uproute.check.Status;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Service;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** What callers with a token that writes change of the list of services, over HTTP. */
@OnEachDatabaseNightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApiEditsTest {
  private static final String SERVICES =
      """
      services:
        - { id: filed, url: "tcp://127.0.0.1:9" }
        - { id: job, url: "heartbeat://0123456789abcdef0123456789abcdef" }
      """;

  @Parameter TestDatabase database;
  private ApiServer api;
  private Path folder;

  @BeforeParameterizedClassInvocation
  void open(TestDatabase database, @TempDir Path folder) throws Exception {
    this.folder = folder;
    api = server();
  }

  private ApiServer server() throws Exception {
    Map<String, String> both = Map.of("uproute.services.from", "file,api");
    return new ApiServer(database, folder, SERVICES, both);
  }

  @AfterParameterizedClassInvocation
  void close() {
    api.close();
  }

  private ApiServer.Reply send(String method, String path, String body, String... headers)
      throws Exception {
    List<String> all = new ArrayList<>(List.of("Authorization", "Bearer " + ApiServer.WRITE));
    all.addAll(List.of(headers));
    return api.call(method, "/api/monitors" + path, body, all.toArray(String[]::new));
  }

  private ApiServer.Reply as(String token, String path) throws Exception {
    return api.as(token, "/api/monitors" + path);
  }

  @Test
  void a_new_service_is_in_the_list_and_is_checked_at_once() throws Exception {
    ApiServer.Reply made =
        send("POST", "", "{\"name\": \"Größe 😀\", \"url\": \"https://a.example.org/x\"}");
    assertEquals(201, made.status());
    assertEquals("monitors/gro-e", made.header("Location").replace("grosse", "gro-e"));
    assertEquals("Größe 😀", made.text("/name"));
    assertEquals("api", made.text("/source"));
    Schedule schedule = api.bean("schedule", Schedule.class);
    List<Service> due = new ArrayList<>();
    assertTrue(
        Wait.until(Wait.LONG, () -> due.addAll(schedule.due()) && due.toString().contains("gro-e")),
        due::toString);
    due.forEach(schedule::done);
    assertEquals("Größe 😀", as(ApiServer.READ, "/" + made.text("/id")).text("/name"));
  }

  @Test
  void what_is_listed_is_what_was_sent() throws Exception {
    String keys =
        """
        {"id": "shop", "url": "https://shop.example.org", "interval": "30s", "retries": 2,
         "expect": {"http_status": [200, 204], "json": ["$.ok == true"]},
         "headers": {"X-B": "2", "X-A": "1"}, "auth": {"bearer": "secret"}, "tags": {"env": "prod"}}
        """;
    assertEquals(201, send("PUT", "/shop", keys).status());
    ApiServer.Reply one = as(ApiServer.WRITE, "/shop");
    assertEquals("30s", one.text("/keys/interval"));
    assertEquals(2, one.json().at("/keys/retries").intValue());
    assertEquals("secret", one.text("/keys/auth/bearer"));
    assertTrue(as(ApiServer.READ, "/shop").json().at("/keys").isMissingNode());
    assertTrue(api.get("/api/monitors/shop").json().at("/keys").isMissingNode());
    ApiServer.Reply again = send("PUT", "/shop", one.json().at("/keys").toString());
    assertEquals(200, again.status());
    assertEquals(one.json().at("/keys"), again.json().at("/keys"), "nothing changed");
    assertEquals(keyTag(one), keyTag(again));
  }

  @Test
  void everything_that_is_wrong_is_named_where_it_stands_and_nothing_is_listed() throws Exception {
    String wrong =
        """
        {"name": "Wrong", "url": "ftp://x", "urll": 1, "interval": "1s", "retries": -1,
         "expect": {"http_status": [200, 777], "jsn": []}, "channels": ["nobody"],
         "headers": {"X": "{{env:PATH}}"}}
        """;
    ApiServer.Reply reply = send("POST", "", wrong);
    assertEquals(400, reply.status());
    assertEquals(
        "/url /urll /interval /retries /expect/http_status/1 /expect/jsn /channels/0 /headers/X",
        pointers(reply));
    assertTrue(
        reply.text("/detail").contains("urll: unknown key; did you mean \"url\"?"),
        reply.text("/detail"));
    assertEquals(404, as(ApiServer.READ, "/wrong").status());
    assertEquals("/url", pointers(send("POST", "", "{\"name\": \"X\"}")), "it is missing");
    for (String url :
        List.of(
            "http://127.0.0.1/", "http://10.0.0.1/", "tcp://[::1]:80", "http://169.254.169.254/")) {
      assertEquals("/url", pointers(send("POST", "", "{\"url\": \"" + url + "\"}")), url);
    }
    for (String url : List.of("host://", "camel:direct:x", "exec:/bin/sh", "{{env:HOME}}")) {
      assertEquals("/url", pointers(send("POST", "", "{\"url\": \"" + url + "\"}")), url);
    }
    for (String body :
        new String[] {null, "", "[]", "a", "{\"a\": 1, \"a\": 2}", "{\"a\":", "[".repeat(99)}) {
      assertEquals(400, send("POST", "", body).status(), body);
    }
    assertEquals(400, send("POST", "?x=1", "{\"url\": \"https://a.example\"}").status());
  }

  private static String pointers(ApiServer.Reply reply) {
    StringBuilder pointers = new StringBuilder();
    reply
        .json()
        .at("/errors")
        .forEach(each -> pointers.append(' ').append(each.at("/pointer").asText()));
    return pointers.toString().strip();
  }

  @Test
  void what_another_source_lists_is_changed_there() throws Exception {
    String keys = "{\"url\": \"https://a.example.org\", \"id\": \"filed\"}";
    ApiServer.Reply made = send("POST", "", keys);
    assertEquals(409, made.status());
    assertEquals("id: filed is listed by source file; change it there", made.text("/detail"));
    assertEquals(409, send("PUT", "/filed", keys).status());
    assertEquals(409, send("PATCH", "/filed", "{\"retries\": 1}").status());
    assertEquals(409, send("DELETE", "/filed", null).status());
    assertEquals(409, send("POST", "/filed/pause", null).status());
    String heartbeat =
        "{\"id\": \"job2\", \"url\": \"heartbeat://0123456789abcdef0123456789abcdef\"}";
    assertEquals("/url", pointers(send("POST", "", heartbeat)));
    assertEquals(
        "filed-a-example-org",
        send("POST", "", "{\"url\": \"https://a.example.org\", \"name\": \"Filed\"}").text("/id"),
        "an id that is made of a name is a free one");
  }

  @Test
  void some_keys_are_changed_and_the_others_stay() throws Exception {
    String keys =
        """
        {"url": "https://p.example.org", "interval": "30s",
         "expect": {"http_status": 204, "body_contains": "ok"}}
        """;
    assertEquals(201, send("PUT", "/patched", keys).status());
    ApiServer.Reply changed =
        send(
            "PATCH", "/patched", "{\"interval_seconds\": 45, \"expect\": {\"http_status\": null}}");
    assertEquals(200, changed.status());
    assertEquals("45s", changed.text("/keys/interval"));
    assertEquals("{\"body_contains\":\"ok\"}", changed.json().at("/keys/expect").toString());
    ApiServer.Reply wrong =
        send("PATCH", "/patched", "{\"expect\": {\"http_status\": 1}, \"timeout\": \"2m\"}");
    assertEquals("/expect/http_status /timeout", pointers(wrong));
    assertEquals("/id", pointers(send("PATCH", "/patched", "{\"id\": \"other\"}")));
    assertEquals("/id", pointers(send("PUT", "/patched", "{\"id\": \"other\"}")));
    assertEquals(404, send("PATCH", "/nobody", "{\"retries\": 1}").status());
    assertEquals("/id", pointers(send("PUT", "/No", "{\"url\": \"https://a.example\"}")));
  }

  @Test
  void every_key_but_the_id_and_the_address_may_be_taken_away_by_the_contract() {
    JsonNode schemas = api.contract().document().at("/components/schemas");
    Set<String> keys = names(schemas.at("/ServiceKeys/properties"));
    keys.remove("id");
    JsonNode changes = schemas.at("/ServiceChanges/properties");
    assertEquals(keys, names(changes));
    keys.remove("url");
    for (String key : keys) {
      assertTrue(changes.get(key).toString().contains("\"null\""), key);
    }
  }

  private static Set<String> names(JsonNode properties) {
    Set<String> names = new TreeSet<>();
    properties.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void services_do_not_depend_in_a_circle() throws Exception {
    String keys = "{\"url\": \"https://c.example.org\", \"depends_on\": [%s]}";
    assertEquals(201, send("PUT", "/c.one", keys.formatted("\"filed\"")).status());
    assertEquals(201, send("PUT", "/c.two", keys.formatted("\"c.one\"")).status());
    ApiServer.Reply self = send("PUT", "/c.two", keys.formatted("\"c.two\""));
    assertEquals(400, self.status());
    assertTrue(pointers(self).startsWith("/depends_on"), pointers(self));
    ApiServer.Reply circle = send("PATCH", "/c.one", "{\"depends_on\": [\"filed\", \"c.two\"]}");
    assertEquals(400, circle.status());
    assertEquals("/depends_on/1", pointers(circle));
    String sentence = "the services depend in a circle: c.one → c.two → c.one";
    assertEquals("depends_on: " + sentence, circle.text("/detail"));
    assertEquals("/depends_on", pointers(send("PATCH", "/c.one", "{\"depends_on\": \"c.two\"}")));
    String list =
        """
        services:
          - { id: c.one, url: "https://c.example.org", depends_on: [c.three] }
          - { id: c.three, url: "https://c.example.org", depends_on: [filed, c.one] }
        """;
    assertEquals(
        "/services/0/depends_on/0 /services/1/depends_on/1",
        pointers(list("?existing=replace", list)));
    assertEquals(200, list("?existing=skip", list.replace("[c.three]", "[filed]")).status());
    assertEquals(
        "/depends_on/0",
        pointers(send("PATCH", "/c.one", "{\"depends_on\": [\"c.three\"]}")),
        "with one that an import listed");
  }

  @Test
  void services_depend_on_services_there_are() throws Exception {
    String keys = "{\"url\": \"https://d.example.org\", \"depends_on\": %s}";
    ApiServer.Reply unknown = send("PUT", "/d.one", keys.formatted("[\"filed\", \"filde\"]"));
    assertEquals(400, unknown.status());
    assertEquals("/depends_on/1", pointers(unknown));
    String sentence = "\"filde\" is no service; did you mean \"filed\"?";
    assertEquals("depends_on: " + sentence, unknown.text("/detail"));
    assertEquals(201, send("PUT", "/d.parent", keys.formatted("[]")).status());
    assertEquals(201, send("PUT", "/d.one", keys.formatted("\"d.parent\"")).status());
    assertEquals(204, send("DELETE", "/d.parent?history=purge", null).status());
    ApiServer.Reply other = send("PATCH", "/d.one", "{\"retries\": 1}");
    assertEquals(200, other.status(), "what a request leaves alone is not judged");
  }

  @Test
  void who_saw_it_before_another_change_does_not_undo_that() throws Exception {
    String keys = "{\"url\": \"https://e.example.org\"}";
    String made = send("PUT", "/etag", keys, "If-None-Match", "*").header("ETag");
    assertEquals(412, send("PUT", "/etag", keys, "If-None-Match", "*").status());
    api.results(Status.DOWN, 0, "etag");
    ApiServer.Reply mine = send("PATCH", "/etag", "{\"retries\": 1}", "If-Match", made);
    assertEquals(200, mine.status(), "what a check finds is no reason");
    for (String method : new String[] {"PUT", "PATCH", "DELETE"}) {
      String body = method.equals("DELETE") ? null : keys;
      assertEquals(412, send(method, "/etag", body, "If-Match", made).status(), method);
    }
    assertEquals(412, send("PUT", "/not-yet", keys, "If-Match", "*").status());
    assertEquals(
        304,
        api.get(
                "/api/monitors/etag",
                "Authorization",
                "Bearer " + ApiServer.WRITE,
                "If-None-Match",
                as(ApiServer.WRITE, "/etag").header("ETag"))
            .status());
    assertEquals(
        200, send("PUT", "/etag", keys, "If-Match", "\"x\", " + mine.header("ETag")).status());
    assertEquals(204, send("DELETE", "/etag", null, "If-Match", "*").status());
    assertEquals(404, send("DELETE", "/etag", null).status());
  }

  @Test
  void a_paused_service_is_not_checked_until_it_goes_on() throws Exception {
    send("PUT", "/rest", "{\"url\": \"https://r.example.org\"}");
    assertEquals("paused", send("POST", "/rest/pause", null).text("/state"));
    assertEquals(409, send("POST", "/rest/check", null).status());
    assertEquals("paused", send("POST", "/rest/pause", null).text("/state"), "again");
    assertEquals("unknown", send("POST", "/rest/resume", null).text("/state"));
    assertTrue(as(ApiServer.WRITE, "/rest").json().at("/keys/enabled").isMissingNode());
    assertEquals(202, send("POST", "/rest/check", null).status());
  }

  @Test
  void its_history_goes_with_a_service_once_that_is_closed_unless_it_is_to_stay() throws Exception {
    for (String id : new String[] {"gone", "kept"}) {
      send("PUT", "/" + id, "{\"url\": \"https://g.example.org\"}");
      api.results(Status.DOWN, 0, id);
    }
    assertEquals(400, send("DELETE", "/gone?history=all", null).status());
    assertEquals(204, send("DELETE", "/gone", null).status());
    assertEquals(204, send("DELETE", "/kept?history=keep", null).status());
    assertEquals(404, as(ApiServer.READ, "/gone/results").status());
    api.results(Status.UP, 0, "filed"); // with it both are closed
    assertEquals(
        2, count("flip f on f.service = s.key and f.reason = 'It was taken out of the list'"));
    api.send("direct:keep-purge");
    assertEquals(2, count("result r on r.service = s.key"), "it was just closed");
    api.write("update purge set at = at - 11000");
    api.send("direct:keep-purge");
    assertEquals(1, count("result r on r.service = s.key"));
    send("PUT", "/kept", "{\"url\": \"https://g.example.org\"}");
    assertEquals(1, as(ApiServer.READ, "/kept").json().at("/total_checks").intValue());
    send("DELETE", "/kept", null);
    send("PUT", "/kept", "{\"url\": \"https://g.example.org\"}");
    assertEquals(0, as(ApiServer.READ, "/kept/results").json().at("/results").size(), "it is new");
    assertEquals(0, api.ask("select count(*) from purge"));
  }

  private long count(String rows) throws Exception {
    return api.ask(
        "select count(*) from service s join " + rows + " where s.id in ('gone', 'kept')");
  }

  private ApiServer.Reply list(String query, String yaml) throws Exception {
    String token = "Bearer " + ApiServer.WRITE;
    return api.call("POST", "/api/import" + query, yaml, "Authorization", token);
  }

  @Test
  void a_whole_list_is_taken_all_or_nothing() throws Exception {
    String two =
        """
        defaults: { interval: 2m }
        services:
          - id: list.one
            url: https://one.example.org
          - { name: Two, site: list, url: "tcp://two.example.org:25", interval: 3m }
        maintenance:
          - { from: 2026-01-01 22:00, to: 2026-01-02 01:00 }
        """;
    ApiServer.Reply taken = list("", two);
    assertEquals(
        "{\"created\":[\"list.one\",\"two\"],\"replaced\":[],\"left\":[],\"ignored\":[\"maintenance\"]}",
        taken.json().toString());
    assertEquals("2m", as(ApiServer.WRITE, "/list.one").text("/keys/interval"));
    assertEquals("[\"list.one\",\"two\"]", list("", two).json().at("/left").toString());
    String other = two.replace("2m", "4m") + "x-note: a\n";
    assertEquals("/services/0/id", pointers(list("", other)));
    assertEquals("2m", as(ApiServer.WRITE, "/list.one").text("/keys/interval"));
    assertEquals(
        "[\"list.one\",\"two\"]", list("?existing=skip", other).json().at("/left").toString());
    assertEquals(
        "[\"list.one\"]", list("?existing=replace", other).json().at("/replaced").toString());
    assertEquals("4m", as(ApiServer.WRITE, "/list.one").text("/keys/interval"));
    String wrong =
        """
        services:
          - { id: list.new, url: "https://new.example.org" }
          - id: list.bad
            url: https://bad.example.org
            expect: { http_status: [ 200, x ] }
          - id: list.none
        """;
    assertEquals("/services/1/expect/http_status/1 /services/2/url", pointers(list("", wrong)));
    String refused =
        """
        services:
          - { id: list.new, url: "https://new.example.org" }
          - { id: filed, url: "https://new.example.org" }
          - { id: list.near, url: "https://127.0.0.1/" }
        """;
    assertEquals("/services/1/id /services/2/url", pointers(list("", refused)));
    assertEquals(404, as(ApiServer.WRITE, "/list.new").status());
    String exported = api.as(ApiServer.WRITE, "/api/export").whole().body();
    assertEquals(200, list("?existing=skip", exported).status());
    assertEquals(401, api.call("POST", "/api/import", two).status());
  }

  @Test
  void what_is_listed_outlasts_a_start_and_other_instances_see_each_change() throws Exception {
    String keys = "{\"url\": \"https://s.example.org\", \"timeout\": \"3s\"}";
    send("PUT", "/stays", keys);
    api.write("insert into listed (id, keys, at) values ('broken', '{\"url\": 1}', 0)");
    try (ApiServer other = server()) {
      assertEquals("3s", other.as(ApiServer.WRITE, "/api/monitors/stays").text("/keys/timeout"));
      send("PUT", "/later", keys);
      assertEquals(404, other.get("/api/monitors/later").status());
      other.send("direct:services-api");
      assertTrue(
          Wait.until(Wait.LONG, () -> other.get("/api/monitors/later").status() == 200),
          "an answer is up to a second old");
    }
    assertEquals(204, send("DELETE", "/broken", null).status(), "its row is not as allowed");
    assertEquals(0, api.ask("select count(*) from listed where id = 'broken'"));
  }

  private static String keyTag(ApiServer.Reply reply) {
    return reply.header("ETag").replaceFirst("\\..*", "");
  }
}
