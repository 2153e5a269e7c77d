package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.uproute.channel.Receiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on one PostgreSQL, with a broker, as processes: both serve pages and API. */
class StandbyPagesTest {
  private static final String TOKEN = "t".repeat(32);

  private final HttpClient client = HttpClient.newHttpClient();
  private final int broker = FreePort.find();
  private final Map<String, Integer> ports = Map.of("one", FreePort.find(), "two", FreePort.find());
  @TempDir Path folder;

  @Test
  void one_that_stands_by_hands_requests_on_and_takes_over() throws Exception {
    try (Broker _ = new Broker(null, broker);
        Receiver target = new Receiver(_ -> Receiver.Answer.of(200, ""));
        Jar one = start("one", target)) {
      until(one, "the first works", () -> status("one").equals("online"));
      try (Jar two = start("two", target)) {
        until(two, "the second answers, too", () -> status("two").equals("online"));
        assertTrue(two.err().contains("hands requests on"), two.err());
        assertEquals(get("one", "/").body(), get("two", "/").body());
        assertTrue(get("two", "/events").headers().firstValue("content-type").isPresent());
        assertEquals(401, pause("two", "x".repeat(32)));
        assertEquals(200, pause("two", TOKEN));
        until(one, "what was asked of the second is done", () -> status("one").equals("paused"));

        one.process().destroyForcibly().waitFor();
        until(two, "the second serves itself", () -> two.err().contains("Uproute listens at http"));
        until(two, "what was known is known", () -> status("two").equals("paused"));
      }
    }
  }

  private Jar start(String name, Receiver target) throws IOException {
    Path own = Files.createDirectories(folder.resolve(name));
    Files.writeString(
        own.resolve("services.yaml"),
        "services:\n- { id: shop, url: \"%s\", interval: 2s }\n".formatted(target.url("/")));
    int port = ports.get(name);
    Files.writeString(
        own.resolve("application.properties"),
        """
        uproute.queue.broker = tcp://127.0.0.1:%d
        uproute.http.url = http://127.0.0.1:%d
        uproute.api.token = %s
        uproute.canaries = none
        """
            .formatted(broker, port, TOKEN));
    return Jar.start(
        own,
        Map.of(
            "DATABASE_URL", PostgresServer.address(folder.resolve("both")),
            "UPROUTE_HTTP_PORT", Integer.toString(port)));
  }

  private String status(String name) throws Exception {
    try {
      HttpResponse<String> answer = get(name, "/api/monitors/shop");
      return answer.statusCode() == 200
          ? new ObjectMapper().readTree(answer.body()).path("status").asText()
          : "";
    } catch (IOException _) {
      return "";
    }
  }

  private HttpResponse<String> get(String name, String path) throws Exception {
    HttpRequest request = request(name, path).build();
    return client.send(
        request,
        path.equals("/events")
            ? _ -> HttpResponse.BodySubscribers.replacing("")
            : HttpResponse.BodyHandlers.ofString());
  }

  private int pause(String name, String token) throws Exception {
    HttpRequest request =
        request(name, "/api/monitors/shop/pause")
            .header("Authorization", "Bearer " + token)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private HttpRequest.Builder request(String name, String path) {
    URI uri = URI.create("http://127.0.0.1:" + ports.get(name) + path);
    return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
  }

  private static void until(Jar jar, String what, Callable<Boolean> condition) throws Exception {
    assertTrue(
        Wait.until(Wait.LONG, condition),
        () -> {
          try {
            return what + ": " + jar.err();
          } catch (IOException e) {
            return what;
          }
        });
  }
}
