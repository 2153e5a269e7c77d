package dev.uproute.notion;

import static dev.uproute.Watched.result;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Notional;
import dev.uproute.Recording;
import dev.uproute.check.Status;
import dev.uproute.report.LiveState;
import dev.uproute.report.ServiceReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stays of the list in Notion when it, or the program, was away. */
class NotionHistoryTest {
  @TempDir Path folder;

  private FakeNotion fake;
  private FakeTable table;

  @BeforeEach
  void start() throws Exception {
    fake = new FakeNotion();
    table = fake.workspace.services();
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  private Notional open(String... settings) throws Exception {
    Map<String, String> all = new HashMap<>();
    all.put("uproute.notion.data-source-id", table.id);
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    return new Notional(folder, fake, all);
  }

  private String row(String name) {
    return table.row("Service", name, "Check Type", "HTTP", "URL", "https://a.example.test");
  }

  private static void check(Notional notional, String id, Status status) throws Exception {
    notional.send(
        "direct:record-batch", List.of(result(notional.service(id), Instant.now(), status)));
  }

  @Test
  void after_a_restart_with_notion_dead_the_last_list_is_watched() throws Exception {
    row("A");
    row("B");
    try (Notional notional = open()) {
      notional.sync();
    }
    Instant then = Instant.now();
    fake.close();
    try (Notional notional = open()) {
      assertEquals(List.of("a", "b"), notional.ids());
      assertTrue(notional.state().lastGood().isBefore(then));
      notional.sync();
      assertEquals(List.of("a", "b"), notional.ids());
      assertTrue(notional.state().error().startsWith("Notion does not answer"));
    }
  }

  @Test
  void a_list_that_a_version_before_the_wire_format_remembered_is_watched_and_then_written_anew()
      throws Exception {
    String page = row("A");
    try (Notional notional = open()) {
      notional.sync();
      String before = notional.ask("select value from remembered");
      assertTrue(before.startsWith("{\"v\":1,\"services\":[{\"source\":\"notion\""), before);
    }
    String rows =
        "[{\"page\":\"%s\",\"link\":\"l\",\"created\":\"c\",\"keys\":{\"name\":\"A\",\"url\":\"https://old.example.test\"}}]";
    try (Connection connection = Recording.outside(folder.resolve("data/uptime_history.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("update remembered set value = '" + rows.formatted(page) + "'");
    }
    try (Notional notional = open()) {
      assertEquals("https://old.example.test/", notional.service("a").target().url());
      notional.sync();
      assertTrue(notional.ask("select value from remembered").contains("a.example.test"));
    }
  }

  @Test
  void after_a_restart_a_list_that_lost_most_is_doubted_too() throws Exception {
    List<String> pages = List.of(row("A"), row("B"), row("C"));
    try (Notional notional = open()) {
      notional.sync();
    }
    pages.forEach(page -> table.trash(page, true));
    try (Notional notional = open()) {
      notional.sync();
      assertEquals(List.of("a", "b", "c"), notional.ids());
      assertTrue(notional.state().error().startsWith("lost 3 of 3 services at once"));
    }
  }

  @Test
  void a_refused_row_is_refused_after_a_restart_too() throws Exception {
    row("A");
    table.row("Service", "B", "Check Type", "HTTP", "URL", "http://x/{{env:HOME}}");
    try (Notional notional = open()) {
      notional.sync();
    }
    try (Notional notional = open()) {
      assertEquals(List.of("a"), notional.ids());
    }
  }

  @Test
  void history_follows_the_row_whatever_it_is_called() throws Exception {
    String page = row("Plex");
    try (Notional notional = open()) {
      notional.sync();
      check(notional, "plex", Status.UP);
      table.set(page, "Service", "Media");
      notional.sync();
      check(notional, "plex", Status.DOWN);
      assertEquals("2", notional.ask("select count(*) from checks where service_name = 'Media'"));
    }
    String other = row("Plex");
    try (Notional notional = open()) {
      notional.sync();
      assertEquals(List.of("plex", "plex-2"), notional.ids());
      assertEquals(page, notional.ask("select origin from service where id = 'plex'"));
      assertEquals(other, notional.ask("select origin from service where id = 'plex-2'"));
      check(notional, "plex-2", Status.UP);
      assertEquals("1", notional.ask("select count(*) from checks where service_name = 'Plex'"));
    }
  }

  @Test
  void history_may_follow_the_name_instead() throws Exception {
    String page = row("Plex");
    try (Notional notional = open("uproute.notion.history-by", "name")) {
      notional.sync();
      check(notional, "plex", Status.UP);
      table.set(page, "Service", "Media");
      row("C");
      notional.sync();
      // all names went, so it is doubted, as a list is that lost most of its services
      for (int i = 0; i < 3; i++) {
        notional.sync();
      }
      assertEquals(List.of("media", "c"), notional.ids());
      check(notional, "media", Status.DOWN);
      assertEquals("1", notional.ask("select count(*) from checks where service_name = 'Media'"));
      assertEquals("1", notional.ask("select count(*) from checks where service_name = 'Plex'"));
    }
  }

  @Test
  void the_history_of_monitor_n_goes_on_where_it_was() throws Exception {
    Path file = Files.createDirectory(folder.resolve("data")).resolve("uptime_history.db");
    String now = Instant.now().minusSeconds(300).toString();
    try (Connection connection = Recording.outside(file);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE checks (id INTEGER PRIMARY KEY AUTOINCREMENT, service_name TEXT NOT NULL,"
              + " checked_at TEXT NOT NULL, is_online INTEGER NOT NULL, response_time_ms REAL)");
      for (String online : new String[] {"1", "1", "0"}) {
        statement.execute(
            "insert into checks (service_name, checked_at, is_online) values ('Plex', '"
                + now
                + "', "
                + online
                + ")");
      }
    }
    String page = row("Plex");
    for (String by : new String[] {"page", "name"}) {
      try (Notional notional = open("uproute.notion.history-by", by)) {
        notional.sync();
        LiveState liveState = notional.bean("liveState", LiveState.class);
        liveState.report(notional.services(), null);
        check(notional, "plex", Status.UP);
        ServiceReport plex = liveState.report(notional.services(), null).services().getFirst();
        long checks = by.equals("page") ? 4 : 5;
        assertEquals(checks, plex.checks());
        assertEquals((checks - 1) / (double) checks, plex.uptime().day());
        assertEquals("1", notional.ask("select count(*) from service"));
        assertEquals(page, notional.ask("select origin from service"));
      }
    }
  }

  @Test
  void a_list_that_cannot_be_stored_is_watched_all_the_same_and_stored_later() throws Exception {
    row("A");
    try (Notional notional = open()) {
      try (Connection connection = Recording.outside(folder.resolve("data/uptime_history.db"));
          Statement statement = connection.createStatement()) {
        statement.execute("alter table remembered rename to hidden");
        notional.sync();
        assertEquals(List.of("a"), notional.ids());
        assertTrue(notional.state().error().startsWith("its list cannot be stored"));
        assertEquals("0", notional.ask("select count(*) from service"), "all or nothing");
        statement.execute("alter table hidden rename to remembered");
      }
      notional.sync();
      assertEquals("1", notional.ask("select count(*) from remembered"));
      assertNotNull(notional.ask("select origin from service"));
    }
  }

  @Test
  void how_the_source_does_is_in_status_json() throws Exception {
    row("A");
    table.row("Service", "B", "Check Type", "FTP", "URL", "ftp://a.example.test");
    try (Notional notional = open()) {
      notional.sync();
      notional.send("direct:summary", null);
      Path json = folder.resolve("public/status.json");
      String status = Files.readString(json);
      assertTrue(status.contains("\"sources\":[{\"name\":\"notion\",\"state\":\"ok\""), status);
      assertTrue(status.contains("\"services\":1,\"refused\":1,\"error\":null}]"), status);
      fake.trouble(Trouble.badGateway());
      notional.sync();
      notional.send("direct:summary", null);
      assertTrue(Files.readString(json).contains("\"state\":\"failing\""));
      assertTrue(Files.readString(json).contains("502, not JSON"));
      assertFalse(Files.readString(json).contains(FakeNotion.TOKEN));
    }
  }
}
