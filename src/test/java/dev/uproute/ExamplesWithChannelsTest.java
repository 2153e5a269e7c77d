package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.channel.MailServer;
import dev.uproute.channel.Receiver;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The folders of examples/ that notify somebody, or are notified themselves. */
@Execution(ExecutionMode.CONCURRENT)
class ExamplesWithChannelsTest {
  @TempDir Path folder;

  private final Map<String, Receiver.Answer> answers = new ConcurrentHashMap<>();
  private Receiver there;

  @BeforeEach
  void open() throws Exception {
    there =
        new Receiver(
            request -> answers.getOrDefault(request.path(), Receiver.Answer.of(200, "ok")));
  }

  @AfterEach
  void close() {
    there.close();
  }

  private List<Receiver.Request> requests(String path) {
    return there.requests.stream().filter(r -> r.path().startsWith(path)).toList();
  }

  @Test
  void homelab_is_silent_in_maintenance_and_posts_what_is_down_afterwards() throws Exception {
    Example example =
        new Example("homelab", folder)
            .with("DISCORD_WEBHOOK", there.url("/discord"))
            .with("ROUTER", there.url("/").replace("http", "tcp"))
            .with("PLEX_URL", there.url(""))
            .with("BLOG_URL", there.url("/blog"))
            .with("UPROUTE_CANARIES", there.url("/").replace("http", "tcp"))
            .with("UPROUTE_CANARIES_LOCAL", "none");
    answers.put("/identity", Receiver.Answer.of(500, ""));
    Files.createFile(example.path("maintenance.flag"));
    String month = YearMonth.now(ZoneId.of("Europe/Berlin")).toString();
    String report;
    try (Shell shell = new Shell(example.environment())) {
      example.run(shell, 1, "check", "lan.plex", "web.blog");
      assertEquals(3, requests("/identity").size(), "two retries");
      assertEquals(List.of(), requests("/discord"));
      Files.delete(example.path("maintenance.flag"));
      example.run(shell, 1, "check", "lan.plex", "web.blog");
      report = example.run(shell, 0, "report", "--month", month);
    }
    assertEquals(1, requests("/discord").size());
    String content = requests("/discord").getFirst().json().get("content").asText();
    assertEquals("🔴 Plex is down", content);
    assertTrue(example.read("reports/summary.csv").contains(",Plex,lan,offline,"));
    assertTrue(report.startsWith("Month " + month + ", "), report);
    assertTrue(report.matches("(?s).*\\nPlex +0 % +2 +1 .*\\nBlog +100 % +2 +0 .*"), report);
  }

  @Test
  void small_business_sends_a_mail_and_a_signed_request_when_something_is_down() throws Exception {
    answers.put("/shop/health", Receiver.Answer.of(200, "{\"status\":\"broken\"}"));
    try (MailServer mail = new MailServer(null, Map.of())) {
      Example example =
          new Example("small-business", folder)
              .with("SHOP_URL", there.url("/shop"))
              .with("CRM_URL", there.url("/crm"))
              .with("TICKETS_URL", there.url("/tickets"))
              .with("MAIL_HOST", "127.0.0.1")
              .with("UPROUTE_ALERT_MAIL_PORT", mail.port())
              .with("UPROUTE_ALERT_MAIL_TLS", "none");
      example.run(1, "check");
      assertEquals(
          1, mail.received.stream().filter("DATA"::equals).count(), mail.received.toString());
      List<Receiver.Request> tickets = requests("/tickets");
      assertEquals(1, tickets.size());
      Receiver.Request ticket = tickets.getFirst();
      assertEquals("shop.checkout", ticket.json().at("/events/0/service").asText());
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec("another-secret".getBytes(), "HmacSHA256"));
      assertEquals(
          "sha256=" + HexFormat.of().formatHex(mac.doFinal(ticket.bytes())),
          ticket.headers().getFirst("X-Uproute-Signature"));
      assertEquals(
          List.of("Bearer token"),
          requests("/crm").stream()
              .map(r -> r.headers().getFirst("Authorization"))
              .distinct()
              .toList());
    }
  }

  @Test
  void docker_takes_heartbeats_and_shows_pages_with_the_environment_of_its_compose_file()
      throws Exception {
    int port = FreePort.find();
    Example example =
        composed()
            .with("NTFY_TOPIC", there.url("/topic"))
            .with("SITE_URL", there.url("/site"))
            .with("UPROUTE_SITE_DIR", folder.resolve("pages"))
            .with("UPROUTE_HTTP_HOST", "127.0.0.1")
            .with("UPROUTE_HTTP_PORT", port)
            .with("UPROUTE_SUMMARY_EVERY", "1s");
    try (Jar jar = example.start();
        HttpClient client = HttpClient.newHttpClient()) {
      assertTrue(Wait.until(Wait.LONG, () -> jar.err().contains("Uproute listens at")), jar.err());
      URI page = URI.create("http://127.0.0.1:" + port + "/web.html");
      HttpRequest shown = HttpRequest.newBuilder(page).build();
      assertTrue(
          Wait.until(
              Wait.LONG,
              () -> client.send(shown, HttpResponse.BodyHandlers.discarding()).statusCode() == 200),
          jar.out());
      String token = example.environment().get("BACKUP_TOKEN");
      URI beat = URI.create("http://127.0.0.1:" + port + "/beat/" + token);
      HttpResponse<String> answer =
          client.send(HttpRequest.newBuilder(beat).build(), HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer.body());
      assertTrue(
          Wait.until(
              Wait.LONG,
              () ->
                  example
                      .read("pages/status.json")
                      .replaceAll("\\s", "")
                      .matches(".*\"name\":\"Backup\"[^}]*\"status\":\"online\".*")),
          jar.out());
    }
  }

  /** With what the compose file sets; what it mounts has to be there. */
  private Example composed() throws Exception {
    Example example = new Example("docker", folder);
    String compose = example.read("compose.yaml");
    Pattern.compile("(?m)^ +(UPROUTE_\\w+): (.*)$")
        .matcher(compose)
        .results()
        .forEach(variable -> example.with(variable.group(1), variable.group(2)));
    List<MatchResult> mounts =
        Pattern.compile("- \\./(\\S+):/data/\\1:ro").matcher(compose).results().toList();
    assertEquals(2, mounts.size());
    mounts.forEach(file -> assertTrue(Files.exists(example.path(file.group(1))), file.group()));
    return example;
  }
}
