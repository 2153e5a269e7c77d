package dev.uproute.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.deliver.Channels;
import dev.uproute.deliver.Message;
import dev.uproute.report.RefusedChanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read. */
class AlertTemplatesTest {
  private final RefusedChanges refused = new RefusedChanges(InstantSource.system());
  @TempDir private Path folder;

  private AlertTemplates texts(String zone, Map<String, String> settings) throws Exception {
    return new AlertTemplates(new Channels(settings), folder.toString(), zone, refused);
  }

  private String text(String news) throws Exception {
    return texts("UTC", Map.of()).text(SentMessages.message("ops", SentMessages.all().get(news)));
  }

  @Test
  void a_service_is_down() throws Exception {
    assertEquals(
        """
        🔴 Plex is down
        HTTP 503 is not 200-399
        Since 03:01 UTC (9 min), before that online for 16 d 23 h
        https://plex.example.org/health
        https://status.example.org/service/plex.html""",
        text("down"));
  }

  @Test
  void it_is_back() throws Exception {
    assertEquals(
        """
        🟢 Plex is back
        HTTP 200 in 183 ms
        Down 03:01–03:10 UTC (9 min)
        https://plex.example.org/health
        https://status.example.org/service/plex.html""",
        text("up"));
  }

  @Test
  void five_hundred_are_down() throws Exception {
    String text = text("many");
    assertTrue(
        text.startsWith("🔴 500 services down\n🔴 Service 0 is down, since 03:01 UTC (9 min)"),
        text);
    assertTrue(text.contains("\nand 480 more\n"), text);
    assertEquals(23, text.lines().count());
    assertEquals("🔴 2 services down, 1 service back", text("several").lines().findFirst().get());
  }

  @Test
  void times_are_those_of_the_reader() throws Exception {
    Message down = SentMessages.message("ops", SentMessages.down("Plex"));
    assertTrue(texts("Europe/Berlin", Map.of()).text(down).contains("Since 04:01 CET"));
  }

  @Test
  void a_channel_has_words_of_its_own() throws Exception {
    Files.createDirectories(folder.resolve("brief"));
    Files.writeString(folder.resolve("brief/text.ftl"), "${message.title}!");
    AlertTemplates texts = texts("UTC", Map.of("uproute.alert.phone.template", "brief"));
    assertEquals(
        "Plex is down!", texts.text(SentMessages.message("phone", SentMessages.down("Plex"))));
    assertTrue(
        texts
            .text(SentMessages.message("ops", SentMessages.down("Plex")))
            .startsWith("🔴 Plex is down\n"));
    assertEquals(
        "Plex is down: HTTP 503 is not 200-399",
        texts.subject(SentMessages.message("phone", SentMessages.down("Plex"))));
  }

  @Test
  void a_wrong_template_keeps_no_alert_back() throws Exception {
    Path own = Files.writeString(folder.resolve("text.ftl"), "\n${message.titel}");
    assertTrue(text("down").startsWith("🔴 Plex is down\n"));
    assertTrue(refused.sentence().startsWith(own + ":2:3: "), refused.sentence());
  }

  @Test
  void a_wrong_template_keeps_none_of_many_alerts_back() throws Exception {
    Files.writeString(folder.resolve("text.ftl"), "${message.titel}");
    AlertTemplates texts = texts("UTC", Map.of());
    Message message = SentMessages.message("ops", SentMessages.down("Plex"));
    List<Future<String>> all = new ArrayList<>();
    try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        all.add(many.submit(() -> texts.text(message)));
      }
    }
    for (Future<String> each : all) {
      assertTrue(each.get().startsWith("🔴 Plex is down\n"));
    }
  }

  @Test
  void a_wrong_edit_leaves_the_words_there_were() throws Exception {
    Path own = Files.writeString(folder.resolve("text.ftl"), "${message.title}!");
    AlertTemplates texts = texts("UTC", Map.of());
    Message message = SentMessages.message("ops", SentMessages.down("Plex"));
    assertEquals("Plex is down!", texts.text(message));
    for (String wrong : List.of("<#if x>", "${message.titel}", "<#include \"none.ftl\">")) {
      Files.writeString(own, wrong);
      texts.templatesChanged();
      assertEquals("Plex is down!", texts.text(message));
      assertTrue(refused.sentence().startsWith(own + ":1:"), refused.sentence());
    }
    Files.writeString(own, "${message.title}?");
    texts.templatesChanged();
    assertEquals("Plex is down?", texts.text(message));
    assertEquals(null, refused.sentence());
    Files.delete(own);
    texts.templatesChanged();
    assertTrue(texts.text(message).startsWith("🔴 Plex is down\n"));
  }

  @Test
  void a_wrong_edit_that_many_alerts_meet_leaves_the_words_there_were() throws Exception {
    Path own = Files.writeString(folder.resolve("text.ftl"), "${message.title}!");
    AlertTemplates texts = texts("UTC", Map.of());
    Message message = SentMessages.message("ops", SentMessages.down("Plex"));
    assertEquals("Plex is down!", texts.text(message));
    for (int edit = 0; edit < 20; edit++) {
      Files.writeString(own, "${message.titel}" + edit);
      texts.templatesChanged();
      List<Future<String>> all = new ArrayList<>();
      try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 50; i++) {
          all.add(many.submit(() -> texts.text(message)));
        }
      }
      for (Future<String> each : all) {
        assertEquals("Plex is down!", each.get());
      }
    }
  }

  @Test
  void edits_that_no_alert_met_do_not_take_the_place_of_the_last_good_one() throws Exception {
    Path own = Files.writeString(folder.resolve("text.ftl"), "${message.title}!");
    AlertTemplates texts = texts("UTC", Map.of());
    Message message = SentMessages.message("ops", SentMessages.down("Plex"));
    for (String text : List.of("${message.title}?", "${message.titel}", "${message.titles}")) {
      Files.writeString(own, text);
      Files.writeString(folder.resolve("subject.ftl"), "${message.title}" + text.length());
      texts.templatesChanged();
      if (text.endsWith("?")) {
        assertEquals("Plex is down?", texts.text(message));
      }
    }
    assertEquals("Plex is down?", texts.text(message));
    Files.writeString(own, "${message.title}?");
    texts.templatesChanged();
    assertEquals(null, refused.sentence());
  }

  @Test
  void a_name_is_never_a_template_or_a_tag() throws Exception {
    String name = "${7*7}<#assign x=1><script>alert(1)</script>\r\n\u202Ex";
    Message message = SentMessages.message("ops", SentMessages.down(name));
    AlertTemplates texts = texts("UTC", Map.of());
    assertTrue(
        texts
            .text(message)
            .startsWith(
                "🔴 ${7*7}<#assign x=1><script>alert(1)</script>\\u000D\\u000A\\u202Ex is down\n"));
    String html = texts.html(message);
    assertTrue(
        html.contains("${7*7}&lt;#assign x=1&gt;&lt;script&gt;alert(1)&lt;/script&gt;"), html);
    assertFalse(html.contains("<script"), html);
  }
}
