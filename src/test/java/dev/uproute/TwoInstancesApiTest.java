package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two processes on one database, each with a port of its own: what one was told by its API is known
 * to the other once that has taken over.
 */
@Execution(ExecutionMode.CONCURRENT)
@Tag("nightly")
class TwoInstancesApiTest {
  private static final String TOKEN = "t".repeat(32);
  private static final String PLANNED =
      "{\"name\": \"Disks\", \"days\": [\"sun\"], \"at\": \"02:30\", \"for\": \"1h\"}";

  @TempDir Path folder;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Map<String, Integer> ports = Map.of("one", FreePort.find(), "two", FreePort.find());
  private Farm farm;

  @BeforeEach
  void open() throws Exception {
    farm = new Farm();
    Files.writeString(
        folder.resolve("services.yaml"),
        """
        services:
          - { id: filed, url: "%s", interval: 1s }
        announcements:
          - { text: We move to another house }
        """
            .formatted(farm.url("/ok/filed")));
    Files.writeString(
        folder.resolve("application.properties"),
        """
        uproute.api.token = %s
        uproute.services.from = file,api
        uproute.targets.private = file,api
        uproute.alert.channels = diary
        uproute.alert.diary.to = file:alerts?fileName=sent.txt&fileExist=Append
        uproute.alert.gather = 1s
        """
            .formatted(TOKEN));
  }

  @AfterEach
  void close() throws Exception {
    client.close();
    farm.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"SQLITE", "POSTGRESQL"})
  void what_one_was_told_is_known_to_the_other_after_it_took_over(TestDatabase database)
      throws Exception {
    String address = PostgresServer.address(folder.resolve("data/uptime_history.db"));
    Map<String, String> shared =
        database == TestDatabase.POSTGRESQL ? Map.of("DATABASE_URL", address) : Map.of();
    try (Jar one = start("one", shared);
        Jar two = start("two", shared)) {
      until(one, two, () -> listens(one) != listens(two) && (stands(one) || stands(two)));
      String first = listens(one) ? "one" : "two";
      String second = listens(one) ? "two" : "one";
      Jar working = listens(one) ? one : two;
      Jar waiting = listens(one) ? two : one;
      String window = tell(first, one, two);
      assertThrows(ConnectException.class, () -> call(second, "GET", "api/status", null));
      assertFalse(listens(waiting), "a standby opens no port");

      working.process().destroyForcibly().waitFor();
      until(one, two, () -> listens(waiting));
      knows(second, window);
      until(one, two, () -> text(second, "api/monitors/told", "/status").equals("offline"));
      assertEquals("Ann", text(second, "api/monitors/told", "/acknowledged/name"), "still");
      assertEquals(1, sent(), "notified once");
      assertEquals(204, call(second, "DELETE", "api/maintenance/" + window, null).statusCode());
      assertEquals(204, call(second, "DELETE", "api/monitors/told", null).statusCode());
      assertThrows(ConnectException.class, () -> call(first, "GET", "api/status", null));
    }
  }

  /** Lists a service that is down, acknowledges that, plans maintenance; the id of that. */
  private String tell(String to, Jar one, Jar two) throws Exception {
    String keys =
        "{\"id\": \"told\", \"url\": \"%s\", \"interval\": \"5s\", \"retries\": 0}"
            .formatted(farm.url("/503/told"));
    assertEquals(201, call(to, "POST", "api/monitors", keys).statusCode());
    until(one, two, () -> text(to, "api/monitors/told", "/status").equals("offline"));
    until(one, two, () -> sent() == 1);
    HttpResponse<String> known =
        call(to, "POST", "api/monitors/told/ack", "{\"name\": \"Ann\", \"note\": \"On it\"}");
    assertEquals(200, known.statusCode(), known.body());
    HttpResponse<String> planned = call(to, "POST", "api/maintenance", PLANNED);
    assertEquals(201, planned.statusCode(), planned.body());
    return new ObjectMapper().readTree(planned.body()).at("/id").asText();
  }

  private void knows(String name, String window) throws Exception {
    assertEquals("api", text(name, "api/monitors/told", "/source"));
    assertEquals("Ann", text(name, "api/monitors/told", "/acknowledged/name"));
    assertEquals("On it", text(name, "api/monitors/told", "/acknowledged/note"));
    assertEquals(window, text(name, "api/maintenance", "/windows/0/id"));
    assertEquals("Disks", text(name, "api/maintenance", "/windows/0/name"));
    assertEquals(
        "We move to another house", text(name, "api/announcements", "/announcements/0/text"));
  }

  private Jar start(String name, Map<String, String> shared) throws IOException {
    Map<String, String> own = new HashMap<>(shared);
    own.put("UPROUTE_HTTP_PORT", "" + ports.get(name));
    return Jar.start(folder, own);
  }

  private static boolean listens(Jar jar) throws IOException {
    return jar.err().contains("Uproute listens at");
  }

  private static boolean stands(Jar jar) throws IOException {
    return jar.err().contains("stands by: it neither");
  }

  private long sent() throws IOException {
    Path file = folder.resolve("alerts/sent.txt");
    return Files.exists(file) ? Files.readString(file).split("told is down", -1).length - 1 : 0;
  }

  private static void until(Jar one, Jar two, Callable<Boolean> condition) throws Exception {
    assertTrue(Wait.until(Wait.LONG, condition), one.err() + "\n---\n" + two.err());
  }

  /** What an answer says at a place; empty when there is nothing. */
  private String text(String name, String path, String pointer) throws Exception {
    JsonNode answer = new ObjectMapper().readTree(call(name, "GET", path, null).body());
    return answer.at(pointer).asText();
  }

  private HttpResponse<String> call(String name, String method, String path, String body)
      throws Exception {
    URI address = URI.create("http://127.0.0.1:" + ports.get(name) + "/" + path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Authorization", "Bearer " + TOKEN)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
