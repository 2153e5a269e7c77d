package dev.uproute.notion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.Wait;
import dev.uproute.send.Refused.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The room {@code notion}, as shipped, in front of a strict fake. */
@Execution(ExecutionMode.CONCURRENT)
class NotionTest {
  private static final Map<String, String> QUICK =
      Map.of("uproute.notion.pause", "1ms", "uproute.notion.timeout", "1m");

  private FakeNotion fake;
  private FakeTable table;
  private NotionRoutes routes;

  @BeforeEach
  void start() throws Exception {
    fake = new FakeNotion();
    table = fake.workspace.services();
    routes = new NotionRoutes(fake, QUICK);
  }

  @AfterEach
  void stop() {
    routes.close();
    fake.close();
  }

  private NotionRequest schema() {
    return NotionRequest.get("/v1/data_sources/" + table.id);
  }

  private NotionRequest query() {
    ObjectNode body = JsonNodeFactory.instance.objectNode().put("page_size", 100);
    return NotionRequest.post("/v1/data_sources/" + table.id + "/query", body);
  }

  private NotionRefusal refused(Trouble trouble) {
    fake.trouble(trouble);
    return assertThrows(NotionRefusal.class, () -> routes.ask(query()));
  }

  @Test
  void what_is_asked_is_answered_as_json() {
    table.row("Service", "Plex", "Check Type", "HTTP", "URL", "https://plex.example.test");
    assertEquals("data_source", routes.ask(schema()).path("object").asText());
    JsonNode row = routes.ask(query()).path("results").get(0);
    assertEquals("https://plex.example.test", row.at("/properties/URL/url").asText());
    assertEquals(List.of(), fake.violations());
  }

  @Test
  void both_versions_of_the_api_are_spoken() throws Exception {
    table.row("Service", "Plex");
    assertTrue(routes.ask(query()).at("/results/0").has("archived"));
    Map<String, String> newer = Map.of("uproute.notion.version", "2026-03-11");
    try (NotionRoutes later = new NotionRoutes(fake, newer)) {
      assertFalse(later.ask(query()).at("/results/0").has("archived"));
    }
    assertEquals(List.of(), fake.violations());
  }

  @Test
  void nothing_waits_before_the_gate() {
    NotionRefusal refusal = refused(Trouble.limited(429, 600));
    assertEquals(Kind.LATER, refusal.kind());
    assertTrue(refusal.getMessage().contains("429 rate_limited"), refusal.getMessage());
    assertThrows(NotionRefusal.class, () -> routes.ask(schema()));
    assertFalse(routes.gate().open(), "it failed at once");
    assertEquals(1, fake.requests().size(), "and without asking");
  }

  @Test
  void retry_after_is_obeyed_to_the_letter() throws Exception {
    refused(Trouble.limited(429, 1));
    assertTrue(Wait.until(Wait.LONG, routes.gate()::open));
    routes.ask(schema());
    assertEquals(List.of(), fake.violations());
  }

  @Test
  void retry_after_may_be_a_date() {
    DateTimeFormatter http = DateTimeFormatter.RFC_1123_DATE_TIME;
    String date = http.format(Instant.now().plusSeconds(600).atOffset(ZoneOffset.UTC));
    Duration wait = refused(Trouble.limited(date)).retryAfter();
    assertTrue(wait.toSeconds() > 540 && wait.toSeconds() < 602, wait.toString());
  }

  @ParameterizedTest
  @CsvSource({"99999, 99990", "0, 0", "-1, 0", "soon, 0", ", 0"})
  void retry_after_may_be_anything(String header, long least) {
    Duration wait = refused(Trouble.limited(header)).retryAfter();
    assertTrue(wait.toSeconds() >= least && wait.toSeconds() <= least + 10, wait.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "400, validation_error, MESSAGE, true",
    "401, unauthorized, CREDENTIALS, false",
    "403, restricted_resource, MESSAGE, true",
    "404, object_not_found, MESSAGE, true",
    "409, conflict_error, LATER, false",
    "500, internal_server_error, LATER, false",
    "503, service_unavailable, LATER, false",
    "504, gateway_timeout, LATER, false",
    "529, service_overload, LATER, false"
  })
  void an_error_says_what_helps(int status, String code, Kind kind, boolean open) {
    NotionRefusal refusal = refused(Trouble.error(status, code));
    assertEquals(kind, refusal.kind());
    assertEquals(status, refusal.status());
    assertTrue(refusal.requestId().length() == 36);
    assertTrue(refusal.getMessage().contains(status + " " + code), refusal.getMessage());
    assertEquals(open, routes.gate().open());
  }

  @Test
  void a_page_that_is_not_json_is_told_in_short_and_tried_later() {
    NotionRefusal refusal = refused(Trouble.badGateway());
    assertEquals(Kind.LATER, refusal.kind());
    assertTrue(refusal.getMessage().contains("502, not JSON: <!DOCTYPE"), refusal.getMessage());
    assertTrue(refusal.getMessage().length() < 300);
  }

  @ParameterizedTest
  @CsvSource({
    "'{\"object\":\"list\",\"results\":['",
    "<html>login</html>",
    "''",
    "[]",
    "'{} {}'",
    "'{\"a\":1,\"a\":2}'"
  })
  void what_is_no_json_object_with_200_is_tried_later(String text) {
    NotionRefusal refusal = refused(Trouble.says(200, "application/json", text));
    assertEquals(Kind.LATER, refusal.kind());
    assertFalse(routes.gate().open());
  }

  @Test
  void a_cut_connection_is_tried_later() {
    assertEquals(0, refused(Trouble.cut()).status());
  }

  @Test
  void an_answer_that_never_ends_is_given_up_in_time() throws Exception {
    routes.close();
    routes = new NotionRoutes(fake, Map.of("uproute.notion.timeout", "1s"));
    long before = System.nanoTime();
    NotionRefusal refusal = refused(Trouble.hang());
    assertEquals(Kind.LATER, refusal.kind());
    // silence and the end of the time given are noticed in the same moment
    assertTrue(
        refusal.getMessage().matches(".*(no whole answer within 1\\.0 s|Read timed out)"),
        refusal.getMessage());
    assertTrue(System.nanoTime() - before < 20_000_000_000L);
  }

  @Test
  void an_endless_answer_is_not_kept() {
    NotionRefusal refusal =
        refused(Trouble.says(200, "application/json", "\"" + "x".repeat(9 << 20) + "\""));
    assertTrue(refusal.getMessage().endsWith("larger than 8 MiB"), refusal.getMessage());
  }

  @Test
  void an_address_where_nobody_listens_is_tried_later() throws Exception {
    Map<String, String> nobody = Map.of("uproute.notion.url", "http://127.0.0.1:9");
    try (NotionRoutes dead = new NotionRoutes(fake, nobody)) {
      NotionRefusal refusal = assertThrows(NotionRefusal.class, () -> dead.ask(schema()));
      assertEquals(Kind.LATER, refusal.kind());
    }
  }

  @Test
  void a_redirect_is_not_followed() {
    NotionRefusal refusal = refused(Trouble.says(302, "text/html", "moved"));
    assertEquals(Kind.MESSAGE, refusal.kind());
    assertEquals(1, fake.requests().size());
  }

  @Test
  void an_answer_that_echoes_the_token_does_not_bring_it_into_a_message() {
    NotionRefusal refusal =
        refused(Trouble.says(500, "text/html", "Authorization: Bearer " + FakeNotion.TOKEN));
    assertFalse(refusal.getMessage().contains(FakeNotion.TOKEN), refusal.getMessage());
  }

  @Test
  void a_revoked_token_is_tried_again_after_a_quarter_of_an_hour() {
    fake.revoked(true);
    NotionRefusal refusal = assertThrows(NotionRefusal.class, () -> routes.ask(query()));
    assertEquals(401, refusal.status());
    Duration wait = routes.gate().left();
    assertTrue(wait.toSeconds() > 880 && wait.toSeconds() <= 900, wait.toString());
  }
}
