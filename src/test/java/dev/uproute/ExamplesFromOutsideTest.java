package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.uproute.channel.MailServer;
import dev.uproute.channel.Receiver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The folders of examples/ that people use over HTTP, as processes, and what a client sees. */
@Execution(ExecutionMode.CONCURRENT)
class ExamplesFromOutsideTest {
  private static final Pattern LISTENS =
      Pattern.compile("listens at (http://127\\.0\\.0\\.1:\\d+/)");

  @TempDir Path folder;

  private final Map<String, Receiver.Answer> answers = new ConcurrentHashMap<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private Receiver there;
  private String root;
  private String token;

  @BeforeEach
  void open() throws Exception {
    there =
        new Receiver(
            request -> answers.getOrDefault(request.path(), Receiver.Answer.of(200, "ok")));
  }

  @AfterEach
  void close() {
    client.close();
    there.close();
  }

  @ParameterizedTest
  @MethodSource("dev.uproute.TestDatabase#used")
  void status_page_shows_and_answers_how_everything_is(TestDatabase database) throws Exception {
    answers.put("/api/health", Receiver.Answer.of(503, ""));
    Example example =
        new Example("status-page", folder)
            .with("SITE_URL", there.url("/"))
            .with("API_URL", there.url("/api"))
            .with("DOCS_URL", "http://127.0.0.1:1")
            .with("UPROUTE_SUMMARY_EVERY", "1s");
    if (database == TestDatabase.POSTGRESQL) {
      example.with("DATABASE_URL", PostgresServer.empty());
    }
    try (Jar jar = started(example)) {
      until(
          jar,
          () -> states("api/status").equals("API degraded, Documentation offline, Website online"));
      JsonNode status = json(call("GET", "api/status", null));
      assertTrue(names(status).containsAll(List.of("last_check", "next_check", "services")));
      JsonNode website = named(status, "Website");
      assertTrue(
          names(website)
              .containsAll(
                  List.of(
                      "id",
                      "name",
                      "url",
                      "status",
                      "response_time",
                      "status_code",
                      "last_online",
                      "uptime",
                      "total_checks")),
          website.toString());
      assertEquals(List.of("24h", "7d", "30d", "all_time"), names(website.get("uptime")));
      assertEquals(100.0, website.at("/uptime/all_time").asDouble());
      assertEquals(0.0, named(status, "API").at("/uptime/24h").asDouble(), "degraded counts not");
      until(jar, () -> call("GET", "", null).body().contains("Partial outage"));
      assertEquals(200, call("GET", "web.html", null).statusCode());
      until(jar, () -> states("status.json").equals(states("api/status")));
    }
  }

  @Test
  void small_business_is_told_what_to_watch_and_says_what_it_sent() throws Exception {
    answers.put("/shop/health", Receiver.Answer.of(200, "{\"status\":\"ok\"}"));
    try (MailServer mail = new MailServer(null, Map.of())) {
      Example example =
          new Example("small-business", folder)
              .with("SHOP_URL", there.url("/shop"))
              .with("CRM_URL", there.url("/crm"))
              .with("TICKETS_URL", there.url("/tickets"))
              .with("MAIL_HOST", "127.0.0.1")
              .with("UPROUTE_ALERT_MAIL_PORT", mail.port())
              .with("UPROUTE_ALERT_MAIL_TLS", "none")
              .with("UPROUTE_TARGETS_PRIVATE", "file,api")
              .with("UPROUTE_SUMMARY_EVERY", "1s");
      token = example.environment().get("API_TOKEN");
      try (Jar jar = started(example)) {
        lives(jar);
        answers.put("/blog", Receiver.Answer.of(500, ""));
        assertEquals(202, call("POST", "api/monitors/blog/check", null).statusCode());
        until(jar, () -> mail.received.contains("DATA"));
        until(jar, () -> call("GET", "api/alerts?state=sent", null).body().contains("\"blog\""));
        until(jar, () -> call("GET", "", null).body().contains("blog"));
        assertEquals(204, call("DELETE", "api/monitors/blog", null).statusCode());
        assertEquals(404, call("GET", "api/monitors/blog", null).statusCode());
      }
    }
  }

  /** Made, read, changed, paused, resumed. */
  private void lives(Jar jar) throws Exception {
    String blog = "{\"id\": \"blog\", \"url\": \"" + there.url("/blog") + "\", \"retries\": 0}";
    HttpResponse<String> made = call("POST", "api/monitors", blog);
    assertEquals(201, made.statusCode(), made.body());
    until(
        jar,
        () -> "online".equals(json(call("GET", "api/monitors/blog", null)).get("status").asText()));
    assertEquals(
        200,
        call("PUT", "api/monitors/blog", blog.replace("}", ", \"name\": \"Blog\"}")).statusCode());
    assertEquals("Blog", json(call("GET", "api/monitors/blog", null)).get("name").asText());
    assertTrue(call("POST", "api/monitors/blog/pause", null).statusCode() < 300);
    until(
        jar,
        () -> "paused".equals(json(call("GET", "api/monitors/blog", null)).get("state").asText()));
    assertTrue(call("POST", "api/monitors/blog/resume", null).statusCode() < 300);
    until(
        jar,
        () -> "online".equals(json(call("GET", "api/monitors/blog", null)).get("state").asText()));
  }

  private Jar started(Example example) throws Exception {
    Jar jar = example.start();
    until(jar, () -> LISTENS.matcher(jar.err()).find());
    Matcher found = LISTENS.matcher(jar.err());
    assertTrue(found.find());
    root = found.group(1);
    return jar;
  }

  private static void until(Jar jar, Callable<Boolean> there) throws Exception {
    assertTrue(Wait.until(Wait.LONG, there), jar.err() + jar.out());
  }

  private HttpResponse<String> call(String method, String path, String body) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(root + path))
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private String states(String path) throws Exception {
    return StreamSupport.stream(json(call("GET", path, null)).get("services").spliterator(), false)
        .map(each -> each.get("name").asText() + " " + each.get("status").asText())
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static JsonNode named(JsonNode status, String name) {
    return StreamSupport.stream(status.get("services").spliterator(), false)
        .filter(each -> each.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> names(JsonNode node) {
    return node.properties().stream().map(Map.Entry::getKey).toList();
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    assertEquals(200, answer.statusCode(), answer.body());
    return new ObjectMapper().readTree(answer.body());
  }
}
