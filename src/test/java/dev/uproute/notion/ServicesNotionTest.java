package dev.uproute.notion;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Logged;
import dev.uproute.Notional;
import dev.uproute.Wait;
import dev.uproute.service.Service;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The list in Notion: all of it or nothing, and the last good one when it cannot be read. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("log of NotionServices")
class ServicesNotionTest {
  @TempDir Path folder;

  private FakeNotion fake;
  private FakeTable table;
  private Notional notional;

  @BeforeEach
  void start() throws Exception {
    fake = new FakeNotion();
    fake.pause(Duration.ZERO);
    table = fake.workspace.services();
  }

  @AfterEach
  void stop() {
    if (notional != null) {
      notional.close();
    }
    fake.close();
  }

  private Notional open(String... settings) throws Exception {
    if (notional != null) {
      notional.close();
    }
    Map<String, String> all = new java.util.HashMap<>();
    all.put("uproute.notion.data-source-id", table.id);
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    notional = new Notional(folder, fake, all);
    return notional;
  }

  private String row(String name, String type, String url) {
    return table.row("Service", name, "Check Type", type, "URL", url);
  }

  private List<String> rows(int count) {
    List<String> pages = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      pages.add(row("Service " + i, "HTTP", "https://s" + i + ".example.test"));
    }
    return pages;
  }

  private void assertBlameless() {
    assertEquals(List.of(), fake.violations());
  }

  @Test
  void many_rows_are_read_page_by_page() throws Exception {
    rows(230);
    open().sync();
    assertEquals(230, notional.ids().size());
    assertEquals("service-1", notional.ids().getFirst());
    assertEquals("service-230", notional.ids().getLast());
    assertEquals(3, fake.requests("POST .*/query").size());
    assertEquals(4, fake.requests().size());
    assertBlameless();
  }

  @Test
  void a_row_is_a_service_as_monitor_n_checks_it() throws Exception {
    row("Plex", "HTTP", "https://plex.example.test/web");
    row("Factorio", "UDP", "localhost:34197");
    String split = table.row("Check Type", "http", "URL", "http://a.example.test");
    table.set(split, "Service", FakeValues.text("Two ", "parts"));
    open().sync();
    Service plex = notional.service("plex");
    assertEquals("Plex", plex.name());
    assertEquals("http", plex.type());
    assertEquals(Duration.ofMinutes(5), plex.timing().interval());
    assertEquals(Duration.ofSeconds(10), plex.timing().timeout());
    assertTrue(plex.expect().httpStatus().contains(404));
    assertEquals("udp://localhost:34197", notional.service("factorio").target().url());
    assertEquals("Two parts", notional.service("two-parts").name());
    assertBlameless();
  }

  @Test
  void what_is_no_row_is_passed_over() throws Exception {
    row("Plex", "HTTP", "https://plex.example.test");
    table.row("Check Type", "HTTP");
    table.partial(table.row("Service", "Partial"));
    table.trash(row("Gone", "HTTP", "https://gone.example.test"), true);
    open().sync();
    assertEquals(List.of("plex"), notional.ids());
    assertEquals(0, notional.state().refused());
  }

  @Test
  void further_columns_that_are_called_like_a_key_are_used() throws Exception {
    table.column("interval", "number").column("Enabled", "checkbox").column("ROLE", "select");
    table.column("Expect", "rich_text").column("Expect Body Contains", "formula");
    table.column("Down after", "number").column("Tags", "multi_select").column("Owner", "people");
    String page = row("Plex", "HTTP", "https://plex.example.test");
    table.set(page, "interval", 90);
    table.set(page, "Enabled", false);
    table.set(page, "ROLE", "Supplementary");
    table.set(page, "Expect", "200-299");
    table.set(page, "Expect Body Contains", "fine");
    table.set(page, "Down after", 2);
    table.set(page, "Tags", List.of("media", "home.lab"));
    open().sync();
    Service plex = notional.service("plex");
    assertEquals(Duration.ofSeconds(90), plex.timing().interval());
    assertFalse(plex.enabled());
    assertEquals("SUPPLEMENTARY", plex.role().name());
    assertFalse(plex.expect().httpStatus().contains(404));
    assertEquals("fine", plex.expect().bodyContains());
    assertEquals(2, plex.policy().downAfter());
    assertEquals(Map.of("media", "true", "home.lab", "true", "origin", page), plex.tags());
    assertBlameless();
  }

  @Test
  void a_timeout_above_the_interval_is_told_without_a_line() throws Exception {
    table.column("Timeout", "rich_text");
    String page = row("Plex", "HTTP", "https://plex.example.test");
    table.set(page, "Timeout", "6m");
    try (Logged log = Logged.of(NotionServices.class)) {
      open().sync();
      log.has("timeout: \"6m\" is longer than the interval 5m");
      assertTrue(log.lines().stream().noneMatch(line -> line.contains("line 0")));
    }
  }

  @Test
  void columns_may_have_other_names_and_types() throws Exception {
    FakeTable other = fake.workspace.table("Mine").column("Name", "title");
    other.column("Kind of check", "status").column("Address", "rich_text");
    other.row("Name", "Git", "Kind of check", "TCP", "Address", "git.example.test:22");
    open(
            "uproute.notion.data-source-id", other.id.replace("-", ""),
            "uproute.notion.column.name", "Name",
            "uproute.notion.column.type", "Kind of check",
            "uproute.notion.column.url", "Address")
        .sync();
    assertEquals("tcp://git.example.test:22", notional.service("git").target().url());
    assertBlameless();
  }

  @Test
  void a_row_with_a_mistake_is_left_out_alone_and_says_where_it_is() throws Exception {
    rows(3);
    String canary = row("Canary", "HTTP", "http://x/{{env:HOME}}");
    row("Name ${sys.user.home}", "HTTP", "https://a.example.test");
    row("Raw", "HTTP", "https://a.example.test/RAW(x)");
    row("Hidden", "HTTP", "https://exa\u200Bmple.test");
    row("Metal", "FTP", "ftp://a.example.test");
    row("Own", "camel", "camel:exec:id");
    row("No address", "HTTP", null);
    row("Machine", null, "host://");
    row("Server", "host", "host:");
    row("Route", "canary", "x");
    row("Command", null, "exec:/bin/id");
    try (Logged log = Logged.of(NotionServices.class)) {
      open().sync();
      assertEquals(List.of("service-1", "service-2", "service-3"), notional.ids());
      assertEquals(11, notional.state().refused());
      assertNull(notional.state().error());
      String link = "https://app.notion.com/p/" + canary.replace("-", "");
      log.has("Notion row \"Canary\" " + link + ": url: must not contain {{");
      log.has("name: must not contain ${");
      log.has("url: must not contain RAW(");
      log.has("found U+200B");
      String allowed =
          " is no type for source notion, one of these is: dns, heartbeat, http, ping, tcp, tls, udp";
      log.has("type: \"ftp\"" + allowed);
      log.has("type: \"camel\"" + allowed);
      log.has("url: \"host\"" + allowed);
      log.has("type: \"host\"" + allowed);
      log.has("type: \"canary\"" + allowed);
      log.has("url: \"exec\"" + allowed);
      log.has("Notion row \"No address\"");
      int before = log.size();
      notional.sync();
      assertEquals(before, log.size(), "told once");
    }
  }

  @Test
  void a_row_may_ask_for_every_type_that_asks_a_target_and_for_a_heartbeat() throws Exception {
    row("A", null, "https://a.example.test");
    row("B", "https", "b.example.test");
    row("C", "TCP", "c.example.test:22");
    row("D", "UDP", "d.example.test:53");
    row("E", "icmp", "e.example.test");
    row("F", "Ping", "f.example.test");
    row("G", "TLS", "g.example.test:993");
    row("H", null, "dns://192.0.2.1/h.example.test");
    row("I", "Heartbeat", "heartbeat:0123456789abcdef");
    open().sync();
    assertEquals(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i"), notional.ids());
    assertEquals("heartbeat", notional.service("i").type());
  }

  @Test
  void adding_renaming_changing_and_trashing_a_row_takes_effect_at_the_next_reading()
      throws Exception {
    String a = row("A", "HTTP", "https://a.example.test");
    String b = row("B", "HTTP", "https://b.example.test");
    row("C", "HTTP", "https://c.example.test");
    open().sync();
    Service c = notional.service("c");
    row("D", "HTTP", "https://d.example.test");
    table.set(a, "Service", "Alpha");
    table.set(b, "URL", "https://b2.example.test");
    notional.sync();
    assertEquals(List.of("a", "b", "c", "d"), notional.ids());
    assertEquals("Alpha", notional.service("a").name());
    assertEquals("https://b2.example.test/", notional.service("b").target().url());
    assertEquals(c, notional.service("c"));
    table.trash(b, true);
    notional.sync();
    assertEquals(List.of("a", "c", "d"), notional.ids());
    table.trash(b, false);
    notional.sync();
    assertEquals(List.of("a", "b", "c", "d"), notional.ids());
    assertBlameless();
  }

  @Test
  void rows_of_one_name_are_both_watched_and_keep_their_ids() throws Exception {
    String first = row("Plex", "HTTP", "https://one.example.test");
    row("Plex", "HTTP", "https://two.example.test");
    open().sync();
    assertEquals(List.of("plex", "plex-2"), notional.ids());
    table.trash(first, true);
    notional.sync();
    row("plex", "HTTP", "https://three.example.test");
    open().sync();
    assertEquals(List.of("plex-2", "plex-3"), notional.ids());
    assertEquals("https://two.example.test/", notional.service("plex-2").target().url());
  }

  @Test
  void two_rows_that_claim_one_id_are_told_and_the_first_is_watched() throws Exception {
    table.column("Id", "rich_text");
    table.set(row("A", "HTTP", "https://a.example.test"), "Id", "Media.plex");
    table.set(row("B", "HTTP", "https://b.example.test"), "Id", "media.plex");
    open().sync();
    assertEquals(List.of("media.plex"), notional.ids());
    assertEquals("A", notional.services().getFirst().name());
    assertEquals("media", notional.services().getFirst().site());
    assertEquals(1, notional.state().refused());
  }

  @Test
  void a_list_that_cannot_be_read_is_not_taken() throws Exception {
    rows(120);
    open().sync();
    table.set(table.pages().getFirst(), "Service", "Other");
    List<Trouble> troubles =
        List.of(
            Trouble.error(500, "internal_server_error"),
            Trouble.badGateway(),
            Trouble.cut(),
            Trouble.invalidJson(),
            Trouble.lost(),
            Trouble.error(404, "object_not_found"),
            Trouble.error(403, "restricted_resource"));
    for (Trouble trouble : troubles) {
      fake.trouble("POST .*/query", trouble);
      sync();
      assertEquals(120, notional.ids().size());
      assertEquals("Service 1", notional.services().getFirst().name());
      assertTrue(notional.state().error() != null);
    }
    sync();
    assertEquals("Other", notional.services().getFirst().name());
    assertNull(notional.state().error());
    assertBlameless();
  }

  @Test
  void a_list_that_does_not_come_in_time_is_not_taken() throws Exception {
    rows(2);
    open().sync();
    row("New", "HTTP", "https://new.example.test");
    open("uproute.notion.timeout", "1s");
    fake.trouble("POST .*/query", Trouble.hang());
    notional.sync();
    assertEquals(List.of("service-1", "service-2"), notional.ids());
    assertTrue(notional.state().error() != null);
  }

  /** When the gate is open. */
  private void sync() throws Exception {
    RequestGate gate = notional.bean("notionRequestGate", RequestGate.class);
    assertTrue(Wait.until(Wait.LONG, gate::open));
    gate.passed();
    notional.sync();
  }

  @Test
  void a_second_page_that_fails_lets_the_whole_list_fail() throws Exception {
    rows(230);
    open().sync();
    rows(5);
    List<FakeRequest> before = fake.requests("POST .*/query");
    fake.trouble("POST .*/query", Trouble.none(), Trouble.badGateway());
    notional.sync();
    assertEquals(2, fake.requests("POST .*/query").size() - before.size());
    assertEquals(230, notional.ids().size());
    assertTrue(notional.state().error().contains("502"), notional.state().error());
  }

  @Test
  void a_missing_column_is_named_with_those_there_are() throws Exception {
    rows(2);
    open().sync();
    table.rename("URL", "Url");
    notional.sync();
    assertEquals(2, notional.ids().size());
    String error = notional.state().error();
    assertTrue(
        error.startsWith(
            "the data source has no column \"URL\" (uproute.notion.column.url); did you mean \"Url\"?; its columns are \"Check Type\", \"Last Checked\""),
        error);
  }

  @Test
  void a_column_that_cannot_be_read_is_named_with_its_type() throws Exception {
    table.remove("URL");
    table.column("URL", "relation");
    open().sync();
    String error = notional.state().error();
    assertTrue(error.contains("\"URL\" (uproute.notion.column.url) is of type relation"), error);
  }

  @Test
  void a_revoked_token_leaves_the_list_and_says_what_to_do() throws Exception {
    rows(2);
    open().sync();
    fake.revoked(true);
    notional.sync();
    assertEquals(2, notional.ids().size());
    assertTrue(notional.state().error().contains("uproute.notion.token"));
    assertFalse(notional.bean("notionServices", NotionServices.class).due());
    int asked = fake.requests().size();
    notional.sync();
    assertEquals(asked, fake.requests().size());
  }

  @Test
  void half_the_rows_gone_are_believed_when_they_stay_gone() throws Exception {
    List<String> pages = rows(10);
    open().sync();
    pages.subList(0, 6).forEach(page -> table.trash(page, true));
    for (int i = 0; i < 3; i++) {
      notional.sync();
      assertEquals(10, notional.ids().size());
      assertTrue(notional.state().error().startsWith("lost 6 of 10 services at once"));
    }
    notional.sync();
    assertEquals(4, notional.ids().size());
    assertNull(notional.state().error());
  }

  @Test
  void rows_that_are_refused_are_not_lost() throws Exception {
    List<String> pages = rows(4);
    open().sync();
    pages.subList(0, 3).forEach(page -> table.set(page, "Check Type", "FTP"));
    notional.sync();
    assertEquals(List.of("service-4"), notional.ids());
    assertEquals(3, notional.state().refused());
  }

  @Test
  void the_data_source_is_found_in_its_database() throws Exception {
    rows(1);
    open("uproute.notion.data-source-id", "", "uproute.notion.database-id", table.database).sync();
    assertEquals(List.of("service-1"), notional.ids());
    FakeTable second = fake.workspace.beside(table, "Archive");
    notional.sync();
    String error = notional.state().error();
    assertTrue(
        error.startsWith("the database has 2 data sources: \"Services\" " + table.id), error);
    assertTrue(error.contains("\"Archive\" " + second.id), error);
    assertTrue(error.contains("uproute.notion.data-source-id"), error);
  }

  @Test
  void a_database_nobody_shared_is_told_with_what_helps() throws Exception {
    fake.workspace.unshare(table.id);
    open().sync();
    String error = notional.state().error();
    assertTrue(error.contains("the id is wrong or not shared with the integration"), error);
  }

  @Test
  void more_rows_than_notion_gives_are_a_warning() throws Exception {
    rows(2);
    table.incomplete(true);
    try (Logged log = Logged.of(NotionServices.class)) {
      open().sync();
      log.has("Notion gives at most 10,000 rows");
      assertEquals(2, notional.ids().size());
    }
  }
}
