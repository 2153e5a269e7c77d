package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.uproute.channel.Receiver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A centre and agents at two other locations, as processes, with a target that may fail for each.
 */
class AgentsTest {
  private static final Map<String, String> TOKENS =
      Map.of("fra1", "f".repeat(32), "nyc2", "n".repeat(32));

  private final Set<String> failing = ConcurrentHashMap.newKeySet();
  // checks by location
  private final Map<String, Integer> checks = new ConcurrentHashMap<>();
  private final int port = FreePort.find();
  @TempDir Path folder;

  private Jar centre(Receiver target) throws IOException {
    Path own = Files.createDirectories(folder.resolve("centre"));
    Files.writeString(
        own.resolve("services.yaml"),
        """
        services:
          - id: shop
            url: "%s"
            interval: 2s
            headers: { X-From: "{{env:WHERE}}" }
            locations: [home, fra1, nyc2]
            depends_on: [nas]
            channels: []
            objective: { uptime: 99 }
          - { id: nas, url: "%s", interval: 2s, locations: [home] }
        maintenance:
          - { days: [sat], at: "02:00", for: 1h, services: [nas] }
        """
            .formatted(target.url("/shop"), target.url("/nas")));
    Files.writeString(
        own.resolve("application.properties"),
        """
        uproute.locations = home,fra1,nyc2
        uproute.location.fra1.token = %s
        uproute.location.nyc2.token = %s
        uproute.canaries = none
        uproute.log.level = DEBUG
        """
            .formatted(TOKENS.get("fra1"), TOKENS.get("nyc2")));
    return Jar.start(own, Map.of("WHERE", "home", "UPROUTE_HTTP_PORT", "" + port));
  }

  private Jar agent(String location) throws IOException {
    Path own = Files.createDirectories(folder.resolve(location));
    Files.writeString(
        own.resolve("application.properties"),
        "uproute.agent.centre = http://127.0.0.1:%d/\nuproute.agent.token = %s\nuproute.canaries = none\n"
            .formatted(port, TOKENS.get(location)));
    return Jar.start(own, Map.of("WHERE", location), "agent", "--location", location);
  }

  private Receiver.Answer answer(Receiver.Request request) {
    String from = request.headers().getFirst("X-From");
    checks.merge(from == null ? "none" : from, 1, Integer::sum);
    return Receiver.Answer.of(from != null && failing.contains(from) ? 503 : 200, "");
  }

  @Test
  void a_quorum_of_locations_says_how_a_service_is() throws Exception {
    try (Receiver target = new Receiver(this::answer);
        Jar fra1 = agent("fra1");
        Jar nyc2 = agent("nyc2")) {
      try (Jar centre = centre(target)) {
        until(
            centre,
            "all report",
            () -> state().equals("online, home online, fra1 online, nyc2 online"));
        assertEquals(0, monitor("nas").get("locations").size() - 1, "only here");
        failing.add("nyc2");
        until(centre, "one finds it down", () -> state().startsWith("partial"));
        assertTrue(reason().startsWith("down from nyc2 only: HTTP 503"), reason());
        failing.add("fra1");
        until(
            centre,
            "two do",
            () -> state().equals("offline, home online, fra1 offline, nyc2 offline"));
        failing.clear();
        until(centre, "nobody does", () -> state().startsWith("online"));
        assertEquals(401, ask("/agent/plan", "x".repeat(32)).statusCode());
        String plan = ask("/agent/plan", TOKENS.get("fra1")).body();
        assertTrue(plan.contains("{{env:WHERE}}"), plan);
        assertFalse(plan.contains("nas"), plan);
        centre.process().destroyForcibly().waitFor();
      }
      until(nyc2, "what is found meanwhile is kept", () -> spooled("nyc2") > 0);
      failing.add("fra1");
      failing.add("nyc2");
      try (Jar centre = centre(target)) {
        until(centre, "it is told what happened", () -> state().startsWith("offline"));
        until(centre, "and all of it", () -> spooled("nyc2") == 0 && spooled("fra1") == 0);
        until(centre, "each check is stored", () -> stored("nyc2") && stored("fra1"));
        fra1.process().destroyForcibly();
        nyc2.process().destroyForcibly();
        until(
            centre, "one alone decides nothing", () -> "1 of 3 locations report".equals(reason()));
        assertEquals("unknown", monitor("shop").get("status").asText());
      }
    }
  }

  @Test
  void an_agent_needs_a_centre_and_a_token() throws Exception {
    try (Jar agent = Jar.start(folder, "agent", "--location", "fra1")) {
      assertEquals(2, agent.exit());
      assertEquals(
          "uproute.agent.centre is missing: an agent checks for a centre, see"
              + " docs/locations.md\n",
          agent.err());
    }
  }

  private static void until(Jar jar, String what, Callable<Boolean> condition) throws Exception {
    assertTrue(Wait.until(Wait.LONG, condition), () -> what + ": " + said(jar));
  }

  private static String said(Jar jar) {
    try {
      return jar.err();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private HttpResponse<String> ask(String path, String token) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode monitor(String id) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + "/api/monitors/" + id);
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    return new ObjectMapper().readTree(answer.body());
  }

  private String reason() throws Exception {
    return monitor("shop").path("reason").asText();
  }

  /** Its status, and what each location found; empty while nobody answers. */
  private String state() throws Exception {
    try {
      JsonNode shop = monitor("shop");
      String votes =
          StreamSupport.stream(shop.path("locations").spliterator(), false)
              .map(vote -> vote.get("location").asText() + " " + vote.get("status").asText())
              .collect(Collectors.joining(", "));
      return shop.path("status").asText() + ", " + votes;
    } catch (IOException _) {
      return "";
    }
  }

  /** Whether each check of an agent is in the database of the centre, but for the one it makes. */
  private boolean stored(String location) throws Exception {
    Path file = folder.resolve("centre/data/uptime_history.db");
    try (Connection connection = Recording.outside(file)) {
      String sql =
          "select count(*) || ' ' || count(distinct slot) from location_result where location = '";
      String[] rows = Recording.ask(connection, sql + location + "'").split(" ");
      int made = checks.get(location);
      assertEquals(rows[0], rows[1], "each once");
      assertTrue(Integer.parseInt(rows[0]) <= made, () -> rows[0] + " of " + made);
      return Integer.parseInt(rows[0]) >= made - 1;
    }
  }

  private int spooled(String location) throws Exception {
    try (Connection connection =
        Recording.outside(folder.resolve(location).resolve("data/uptime_history.db"))) {
      return Integer.parseInt(Recording.ask(connection, "select count(*) from spool"));
    }
  }
}
