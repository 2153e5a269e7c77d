package dev.uproute.channel;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.Jar;
import dev.uproute.Wait;
import dev.uproute.channel.Receiver.Answer;
import dev.uproute.check.RawServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Targets that want to steer their own alerts, from the check to the channels. */
@Execution(ExecutionMode.CONCURRENT)
class HostileTargetTest {
  private static final Duration LIMIT = Wait.LONG;
  private static final List<String> IDS = List.of("steers", "garbles", "forges", "moves");

  @TempDir Path folder;

  /** An answer with every header Camel, its mail and its HTTP would listen to. */
  private static final Path HEADERS = Path.of("src/test/resources/hostile.http");

  private static final String FORGED =
      "\\n2026-06-17 12:00:00.000 ERROR fake \\u001b[2J\\u202e @everyone [ok](http://evil.test)"
          + " %n%s {} ${jndi:ldap://127.0.0.1:TRAP/x} ${{env:HOME}}";

  private void configure(Receiver discord, MailServer mail, Map<String, RawServer> targets)
      throws IOException {
    StringBuilder services = new StringBuilder("services:\n");
    targets.forEach(
        (id, target) ->
            services.append(
                "  - { id: %s, url: \"%s\", interval: 2s, expect: { json: ['$.is == \"ok\"'] } }\n"
                    .formatted(id, target.url("/"))));
    Files.writeString(folder.resolve("services.yaml"), services);
    Files.writeString(
        folder.resolve("application.properties"),
        """
        uproute.log.level = DEBUG
        uproute.alert.gather = 3s
        uproute.alert.source = here
        uproute.alert.channels = discord,email
        uproute.alert.discord.url = %s
        uproute.alert.email.host = localhost
        uproute.alert.email.port = %d
        uproute.alert.email.tls = none
        uproute.alert.email.from = uproute@example.org
        uproute.alert.email.recipients = ops@example.org
        """
            .formatted(discord.url("/api/webhooks/1/x"), mail.port()));
  }

  @Test
  void a_target_steers_neither_recipient_nor_text_nor_server_of_its_alert() throws Exception {
    try (Receiver trap = new Receiver(_ -> Answer.of(200, ""));
        Receiver discord = new Receiver(_ -> Answer.of(204, ""));
        MailServer mail = new MailServer(null, Map.of());
        RawServer steers = saying(Files.readString(HEADERS).replace("\n", "\r\n"), trap);
        RawServer garbles =
            saying("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=UTF-7\r\n\r\n{", trap);
        RawServer forges = saying("HTTP/1.1 200 OK\r\n\r\n{\"is\": \"" + FORGED + "\"}", trap);
        RawServer moves =
            saying("HTTP/1.1 302 Go\r\nLocation: javascript:\u001b[2J@everyone\r\n\r\n", trap)) {
      configure(
          discord,
          mail,
          Map.of("steers", steers, "garbles", garbles, "forges", forges, "moves", moves));
      try (Jar jar = Jar.start(folder)) {
        assertTrue(
            Wait.until(LIMIT, () -> notified(discord) && mail.received.contains(".")),
            () -> discord.requests + "\n" + mail.received);
        assertOneLineEach(jar.err());
      }
      assertEquals(List.of(), trap.requests);
      discord.requests.forEach(HostileTargetTest::assertUnmoved);
      assertUnmoved(mail.received);
    }
    assertFalse(Files.exists(folder.resolve("pwned.txt")));
  }

  private static RawServer saying(String answer, Receiver trap) throws IOException {
    String port = trap.url("").replaceFirst(".*:", "");
    return RawServer.saying(answer.replace("TRAP", port));
  }

  private static boolean notified(Receiver discord) {
    String all = discord.requests.stream().map(Receiver.Request::text).collect(joining());
    return IDS.stream().allMatch(id -> all.contains(id));
  }

  private static void assertUnmoved(Receiver.Request request) {
    assertEquals("/api/webhooks/1/x?wait=true", request.path());
    assertFalse(request.headers().toString().contains("evil"), () -> request.headers().toString());
    JsonNode json = request.json();
    assertEquals("{\"parse\":[]}", json.path("allowed_mentions").toString());
    String text = json.toString();
    for (String shown : json.findValuesAsText("description")) {
      assertFalse(shown.matches("(?s).*[\\p{Cc}\\p{Cf}&&[^\n]].*"), text);
    }
    // a link only when the brackets are not escaped
    assertFalse(text.contains("[ok](http"), text);
    assertFalse(text.contains("All OK"), text);
  }

  private static void assertUnmoved(List<String> received) {
    assertEquals(
        List.of("RCPT TO:<ops@example.org>"),
        received.stream().filter(line -> line.startsWith("RCPT")).distinct().toList());
    assertEquals(
        List.of("MAIL FROM:<uproute@example.org>"),
        received.stream().filter(line -> line.startsWith("MAIL")).distinct().toList());
    List<String> subjects = received.stream().filter(line -> line.startsWith("Subject:")).toList();
    assertFalse(subjects.isEmpty() || subjects.toString().contains("OK"), subjects.toString());
    List<String> headers = received.subList(received.indexOf("DATA"), received.indexOf(""));
    assertFalse(
        headers.toString().matches("(?i).*(evil|camel|breadcrumb|bcc|mail\\.smtp).*"),
        headers.toString());
  }

  private static void assertOneLineEach(String log) {
    assertFalse(log.contains("\u001b"), log);
    List<String> broken =
        log.lines()
            .filter(
                line ->
                    !line.matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+(Z|[+-]\\d\\d:\\d\\d) [A-Z]+ .*"))
            .toList();
    assertEquals(List.of(), broken);
    assertEquals(List.of(), log.lines().filter(line -> line.matches("\\S+ ERROR .*")).toList());
  }
}
