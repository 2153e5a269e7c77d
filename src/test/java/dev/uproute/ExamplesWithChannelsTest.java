package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.channel.MailServer;
import dev.uproute.channel.Receiver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
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

  /** As in a container: what it writes is apart from its settings; the secret is no file here. */
  @Test
  void docker_keeps_what_it_writes_apart_from_its_settings() throws Exception {
    answers.put("/site", Receiver.Answer.of(500, "broken"));
    Path data = Files.createDirectory(folder.resolve("volume"));
    Path config = Files.createDirectory(folder.resolve("config"));
    for (String file : List.of("application.properties", "services.yaml")) {
      Files.copy(Path.of("docker/config", file), config.resolve(file));
    }
    Map<String, String> environment =
        Map.of(
            "SITE_URL", there.url("/site"),
            "UPROUTE_ALERT_TEAM_URL", there.url("/topic"),
            "UPROUTE_DATA_DIR", data.toString());
    try (Jar jar = Jar.start(config, environment, "check", "web.site")) {
      assertEquals(1, jar.exit(), jar.err() + jar.out());
    }
    assertEquals(1, there.requests.stream().filter(r -> r.method().equals("POST")).count());
    assertTrue(Files.exists(data.resolve("data/uptime_history.db")));
    assertTrue(Files.exists(data.resolve("public/web.html")));
    try (Stream<Path> files = Files.list(config)) {
      assertEquals(
          List.of("application.properties", "services.yaml"),
          files
              .map(file -> file.getFileName().toString())
              .filter(file -> !file.endsWith(".txt"))
              .sorted()
              .toList());
    }
  }
}
