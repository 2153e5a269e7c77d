package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.uproute.check.Authority;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Prometheus, with the shipped rules, asks the running program. */
@Tag("nightly")
class PrometheusTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Path RULES = Path.of("docker/prometheus/uproute.rules.yml");

  @TempDir Path folder;
  private final int management = FreePort.find();
  private final int prometheus = FreePort.find();

  @Test
  void every_expression_of_the_dashboard_and_of_the_rules_finds_something() throws Exception {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(each -> Files.isExecutable(Path.of(each, "prometheus"))),
        "no prometheus here");
    Instant now = Instant.now();
    ServerSocket tls =
        new Authority("of this test")
            .site(now.minus(1, ChronoUnit.DAYS), now.plus(9, ChronoUnit.DAYS), "localhost")
            .listen();
    Thread.ofVirtual().start(() -> answer(tls));
    Files.writeString(
        folder.resolve("services.yaml"),
        """
        defaults: { interval: 1s }
        services:
          - { id: web.site, url: "https://localhost:%d/", verify: false }
          - { id: web.down, url: "tcp://127.0.0.1:9", objective: { uptime: 99 } }
          - { id: server, url: "host://" }
        """
            .formatted(tls.getLocalPort()));
    Map<String, String> settings =
        Map.of(
            "UPROUTE_MANAGEMENT_PORT", "" + management,
            "UPROUTE_ALERT_CHANNELS", "ops",
            "UPROUTE_ALERT_OPS_TO", "direct:alert-webhook",
            "UPROUTE_ALERT_OPS_URL", "http://127.0.0.1:9/" + Secret.WORD,
            "UPROUTE_BUDGET_EVERY", "1s",
            "UPROUTE_ALERT_GATHER", "1s");
    try (Jar jar = Jar.start(folder, settings)) {
      assertTrue(Wait.until(Wait.LONG, () -> jar.err().contains("Management listens")), jar.err());
      Process asking = prometheus();
      try {
        for (String expression : dashboard()) {
          assertTrue(Wait.until(Wait.LONG, () -> finds(expression)), expression);
        }
        assertTrue(Wait.until(Wait.LONG, () -> rules().stream().allMatch(PrometheusTest::works)));
        assertEquals(11, rules().size());
        String pending = "ALERTS{alertname=\"ServiceDown\",id=\"web.down\"}";
        assertTrue(Wait.until(Wait.LONG, () -> finds(pending)), pending);
        assertTrue(finds("ALERTS{alertname=\"CertificateEnds\",id=\"web.site\"}"));
        assertTrue(Wait.until(Wait.LONG, () -> finds("ALERTS{alertname=\"UprouteChannelFails\"}")));
        for (JsonNode rule : rules()) {
          // what is compared is there, whether or not it is so now
          for (String name : names(rule.path("query").asText())) {
            assertTrue(finds(name), rule.path("name").asText() + " asks for " + name);
          }
        }
      } finally {
        asking.destroy();
        asking.waitFor();
      }
      assertEquals("", lint());
    } finally {
      tls.close();
    }
  }

  private static void answer(ServerSocket server) {
    while (!server.isClosed()) {
      try (Socket client = server.accept();
          OutputStream out = client.getOutputStream()) {
        client.getInputStream().read();
        out.write(
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"
                .getBytes(StandardCharsets.US_ASCII));
      } catch (IOException _) {
        // the next one
      }
    }
  }

  private Process prometheus() throws IOException {
    Files.copy(RULES, folder.resolve("uproute.rules.yml"));
    Path config =
        Files.writeString(
            folder.resolve("prometheus.yml"),
            Files.readString(Path.of("docker/prometheus/prometheus.yml"))
                .replace("127.0.0.1:8071", "127.0.0.1:" + management)
                .replace("scrape_interval: 30s", "scrape_interval: 1s\n  evaluation_interval: 1s"));
    return new ProcessBuilder(
            "prometheus",
            "--config.file=" + config,
            "--storage.tsdb.path=" + folder.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + prometheus)
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("prometheus.log").toFile())
        .start();
  }

  /** Of all panels, with what Grafana puts in place of its variables. */
  private static List<String> dashboard() throws IOException {
    List<String> all = new ArrayList<>();
    for (JsonNode panel :
        JSON.readTree(Path.of("docker/grafana/uproute.json").toFile()).path("panels")) {
      for (JsonNode target : panel.path("targets")) {
        all.add(
            target
                .path("expr")
                .asText()
                .replaceAll("\\$(site|id|job)", ".*")
                .replace("$__rate_interval", "10s"));
      }
    }
    assertTrue(all.size() > 25, all.size() + " expressions");
    return all;
  }

  private boolean finds(String expression) throws Exception {
    return !ask("query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
        .at("/data/result")
        .isEmpty();
  }

  private List<JsonNode> rules() throws Exception {
    List<JsonNode> rules = new ArrayList<>();
    for (JsonNode group : ask("rules").at("/data/groups")) {
      group.path("rules").forEach(rules::add);
    }
    return rules;
  }

  private static boolean works(JsonNode rule) {
    return rule.path("health").asText().equals("ok");
  }

  private static List<String> names(String query) {
    return Pattern.compile("\\buproute_\\w+")
        .matcher(query)
        .results()
        .map(found -> found.group())
        .distinct()
        .toList();
  }

  private JsonNode ask(String what) throws Exception {
    URI address = URI.create("http://127.0.0.1:" + prometheus + "/api/v1/" + what);
    try {
      return JSON.readTree(
          CLIENT
              .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString())
              .body());
    } catch (IOException e) {
      // not there yet
      return JSON.createObjectNode();
    }
  }

  /** What Prometheus' own tool has against names, types and texts. */
  private String lint() throws Exception {
    String page =
        CLIENT
            .send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + management + "/metrics"))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    Process tool =
        new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    try (OutputStream in = tool.getOutputStream()) {
      in.write(page.getBytes(StandardCharsets.UTF_8));
    }
    return new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
