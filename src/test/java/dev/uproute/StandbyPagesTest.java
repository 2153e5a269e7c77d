package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.uproute.channel.Receiver;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two instances on one PostgreSQL, with a broker, as processes: both serve pages and API. */
@Tag("nightly")
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
        Link link = new Link(() -> broker);
        Jar one = start("one", target, broker)) {
      until(one, "the first works", () -> status("one", "shop").equals("online"));
      link.cut();
      try (Jar two = start("two", target, link.port())) {
        until(two, "it begins without the broker", () -> two.err().contains("cannot be reached"));
        link.mend();
        until(two, "the second answers, too", () -> status("two", "shop").equals("online"), one);
        assertTrue(two.err().contains("hands requests on"), two.err());
        assertEquals(get("one", "/").body(), get("two", "/").body());
        try (InputStream events =
            client
                .send(request("two", "/events").build(), HttpResponse.BodyHandlers.ofInputStream())
                .body()) {
          assertTrue(events.read() >= 0, "an open page hears of what is new");
        }
        assertEquals(401, add("two", target, "x".repeat(32)).statusCode());
        HttpResponse<String> added = add("two", target, TOKEN);
        assertEquals(201, added.statusCode(), added.body());
        until(
            one,
            "what the second was asked for is there",
            () -> status("one", "made").equals("online"));

        one.process().destroyForcibly().waitFor();
        until(two, "the second serves itself", () -> two.err().contains("Uproute listens at http"));
        until(two, "what was known is known", () -> status("two", "made").equals("online"));
      }
    }
  }

  private Jar start(String name, Receiver target, int brokerPort) throws IOException {
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
        uproute.targets.private = file,api
        uproute.canaries = none
        """
            .formatted(brokerPort, port, TOKEN));
    return Jar.start(
        own,
        Map.of(
            "DATABASE_URL", PostgresServer.address(folder.resolve("both")),
            "UPROUTE_HTTP_PORT", Integer.toString(port)));
  }

  private String status(String name, String service) throws Exception {
    try {
      HttpResponse<String> answer = get(name, "/api/monitors/" + service);
      return answer.statusCode() == 200
          ? new ObjectMapper().readTree(answer.body()).path("status").asText()
          : "";
    } catch (IOException _) {
      return "";
    }
  }

  private HttpResponse<String> get(String name, String path) throws Exception {
    HttpRequest request = request(name, path).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> add(String name, Receiver target, String token) throws Exception {
    String service =
        "{\"id\":\"made\",\"url\":\"%s\",\"interval\":\"5s\"}".formatted(target.url("/"));
    HttpRequest request =
        request(name, "/api/monitors")
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            // as the page /manage that the second shows
            .header("Origin", "http://127.0.0.1:" + ports.get(name))
            .POST(HttpRequest.BodyPublishers.ofString(service))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String name, String path) {
    URI uri = URI.create("http://127.0.0.1:" + ports.get(name) + path);
    return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30));
  }

  private static void until(Jar jar, String what, Callable<Boolean> condition, Jar... others)
      throws Exception {
    assertTrue(
        Wait.until(Wait.LONG, condition),
        () -> {
          try {
            return what + ": " + jar.err() + (others.length == 0 ? "" : others[0].err());
          } catch (IOException e) {
            return what;
          }
        });
  }
}
