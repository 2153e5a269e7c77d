package dev.uproute.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Jar;
import dev.uproute.channel.Receiver.Answer;
import dev.uproute.channel.Receiver.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The recipe of docs/channels.md for a channel of one's own, followed to the letter. */
@Execution(ExecutionMode.CONCURRENT)
class OwnChannelTest {
  private static final Pattern FILES =
      Pattern.compile(
          "`((?:routes|templates)/[^`]*matrix[^`]*)`.*?```\\w+\\n(.*?)```", Pattern.DOTALL);

  @TempDir Path folder;

  @BeforeEach
  void follow() throws Exception {
    String page = Files.readString(Path.of("docs/channels.md"));
    List<MatchResult> files = FILES.matcher(page).results().toList();
    assertEquals(3, files.size());
    for (MatchResult file : files) {
      Path path = folder.resolve(file.group(1));
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.group(2));
    }
    int settings = page.lastIndexOf("```properties\n") + "```properties\n".length();
    set(page.substring(settings, page.indexOf("```", settings)));
    Files.writeString(folder.resolve("matrix-token"), "s3cret-of-the-bot");
    Files.writeString(
        folder.resolve("services.yaml"), "services: [{ id: web, url: \"http://127.0.0.1:9/\" }]");
  }

  private void set(String lines) throws Exception {
    Files.writeString(
        folder.resolve("application.properties"),
        lines + "\n",
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }

  @Test
  void the_room_gets_the_message() throws Exception {
    try (Receiver matrix = new Receiver(OwnChannelTest::room)) {
      set("uproute.alert.source = here\nuproute.alert.matrix.homeserver = " + matrix.url(""));
      try (Jar jar = Jar.start(folder, "alert", "test", "matrix")) {
        assertEquals(0, jar.exit(), jar.err());
        assertEquals("matrix accepted the message: {\"event_id\":\"$1\"}\n", jar.out());
      }
      Request sent = matrix.requests.getFirst();
      assertEquals(
          "{\"msgtype\":\"m.text\",\"body\":\"🔔 Test from Uproute on here\\nThis is a test of channel"
              + " matrix\\nThis channel works. Nothing is wrong.\"}",
          sent.json().toString());
    }
  }

  /** As a homeserver would. */
  private static Answer room(Request request) {
    boolean right =
        request.method().equals("PUT")
            && request
                .path()
                .matches("/_matrix/client/v3/rooms/!abc:example.org/send/m.room.message/[^/]+")
            && "Bearer s3cret-of-the-bot".equals(request.headers().getFirst("Authorization"))
            && "application/json".equals(request.headers().getFirst("Content-Type"));
    return right ? Answer.of(200, "{\"event_id\":\"$1\"}") : Answer.of(400, "{\"error\":\"no\"}");
  }

  @Test
  void its_settings_are_judged_as_those_of_the_shipped_ones() throws Exception {
    set("uproute.alert.matrix.homesever = https://a.example");
    try (Jar jar = Jar.start(folder, Map.of("UPROUTE_ALERT_MATRIX_ROOM", "abc"), "validate")) {
      assertEquals(2, jar.exit(), jar.err());
      assertTrue(
          jar.err()
              .contains(
                  "uproute.alert.matrix.homesever: unknown setting; did you mean"
                      + " \"uproute.alert.matrix.homeserver\"?"),
          jar.err());
      assertTrue(
          jar.err()
              .contains(
                  "UPROUTE_ALERT_MATRIX_ROOM in the environment: uproute.alert.matrix.room: \"abc\" is not allowed; it must be the id of a room,"
                      + " which begins with !"),
          jar.err());
    }
  }

  @Test
  void what_is_wrong_with_its_declaration_is_told_with_its_place() throws Exception {
    Files.writeString(
        folder.resolve("templates/alert/matrix/settings.yaml"),
        "room: { requried: true, help: x }\ntoken: { type: wrod, help: y }\nurl: text\n");
    try (Jar jar = Jar.start(folder, "validate")) {
      assertEquals(2, jar.exit(), jar.err());
      String file = "templates/alert/matrix/settings.yaml:";
      for (String expected :
          List.of(
              file + "1:9: room.requried: unknown key; did you mean \"required\"?\n",
              file + "2:1: token: type must be one of address, number, text, word\n",
              file + "3:1: url: a setting is a group of keys, not a single value\n")) {
        assertTrue(jar.err().contains(expected), jar.err());
      }
    }
  }
}
