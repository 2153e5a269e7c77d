package dev.uproute;

import static dev.uproute.AgentPrograms.until;
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
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A centre and agents at two other locations, as processes, with a target that may fail for each.
 */
class AgentsTest {
  @TempDir Path folder;
  private AgentPrograms programs;

  @BeforeEach
  void prepare() {
    programs = new AgentPrograms(folder);
  }

  private Jar centre(Receiver target) throws IOException {
    return programs.centre(
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
  }

  @Test
  void a_quorum_of_locations_says_how_a_service_is() throws Exception {
    try (Receiver target = programs.target();
        Jar fra1 = programs.agent("fra1");
        Jar nyc2 = programs.agent("nyc2")) {
      try (Jar centre = centre(target)) {
        until(
            centre,
            "all report",
            () -> state().equals("online, home online, fra1 online, nyc2 online"));
        assertEquals(0, monitor("nas").get("locations").size() - 1, "only here");
        programs.failing.add("nyc2");
        until(centre, "one finds it down", () -> state().startsWith("partial"));
        assertTrue(reason().startsWith("down from nyc2 only: HTTP 503"), reason());
        programs.failing.add("fra1");
        until(
            centre,
            "two do",
            () -> state().equals("offline, home online, fra1 offline, nyc2 offline"));
        programs.failing.clear();
        until(centre, "nobody does", () -> state().startsWith("online"));
        assertEquals(401, ask("/agent/plan", "x".repeat(32)).statusCode());
        String plan = ask("/agent/plan", AgentPrograms.TOKENS.get("fra1")).body();
        assertTrue(plan.contains("{{env:WHERE}}"), plan);
        assertFalse(plan.contains("nas"), plan);
        centre.process().destroyForcibly().waitFor();
      }
      until(nyc2, "what is found meanwhile is kept", () -> programs.spooled("nyc2") > 0);
      programs.failing.add("fra1");
      programs.failing.add("nyc2");
      try (Jar centre = centre(target)) {
        until(centre, "it is told what happened", () -> state().startsWith("offline"));
        until(
            centre,
            "and all of it",
            () -> programs.spooled("nyc2") == 0 && programs.spooled("fra1") == 0);
        until(centre, "each check is stored", () -> programs.stored("nyc2", "shop"));
        until(centre, "of both", () -> programs.stored("fra1", "shop"));
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

  private HttpResponse<String> ask(String path, String token) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + programs.port + path);
    HttpRequest request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private JsonNode monitor(String id) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + programs.port + "/api/monitors/" + id);
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
}
