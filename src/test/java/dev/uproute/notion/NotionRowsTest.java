package dev.uproute.notion;

import static dev.uproute.check.Status.DOWN;
import static dev.uproute.check.Status.UNKNOWN;
import static dev.uproute.check.Status.UP;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.Wait;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.Sinks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes summary-notion and notion-rows, as shipped, in front of a strict fake. */
@Execution(ExecutionMode.CONCURRENT)
class NotionRowsTest {
  private static final Set<String> SIX =
      Set.of(
          "Status",
          "Last Checked",
          "Response Time (ms)",
          "Uptime 24h %",
          "Uptime 7d %",
          "Uptime 30d %");

  private FakeNotion fake;
  private FakeTable table;
  private String page;
  private NotionRoutes routes;

  @BeforeEach
  void start() throws Exception {
    fake = new FakeNotion();
    fake.pause(Duration.ZERO);
    table = fake.workspace.services();
    page = fake.workspace.blocks().page();
  }

  @AfterEach
  void stop() {
    if (routes != null) {
      routes.close();
    }
    fake.close();
  }

  private void open(String... settings) throws Exception {
    Map<String, String> all = new HashMap<>();
    all.put("uproute.store", "memory");
    all.put("uproute.notion.pause", "1ms");
    all.put("uproute.notion.timeout", "1m");
    all.put("uproute.notion.data-source-id", table.id);
    all.put("uproute.notion.page-id", "");
    for (int i = 0; i < settings.length; i += 2) {
      all.put("uproute." + settings[i], settings[i + 1]);
    }
    routes = new NotionRoutes(fake, all, "beans", "summary-notion", "notion-rows");
  }

  @Test
  void a_row_gets_its_six_cells_and_nothing_else_of_it_changes() throws Exception {
    String row = row("Plex");
    open();
    tell(WrittenReport.of(row, "Plex", UP, 183_249L, 0.99659));
    assertEquals("Online", table.cell(row, "Status"));
    assertEquals("2026-11-20T12:00:03.000+00:00", table.cell(row, "Last Checked"));
    assertEquals("183.2", table.cell(row, "Response Time (ms)"));
    assertEquals("0.9965", table.cell(row, "Uptime 24h %"));
    assertNull(table.cell(row, "Uptime 30d %"));
    JsonNode body = writes(row).getFirst().body();
    assertEquals(Set.of("properties"), names(body));
    assertEquals(SIX, names(body.get("properties")));
    assertEquals(List.of(), fake.violations());
  }

  @Test
  void services_of_other_sources_and_those_not_checked_yet_have_nothing_to_write()
      throws Exception {
    open();
    tell(WrittenReport.ofFile("web"), WrittenReport.unchecked(row("Plex"), "Plex"));
    assertEquals(List.of(), fake.requests());
  }

  @Test
  void only_a_new_status_is_written_before_the_refresh() throws Exception {
    String row = row("Plex");
    open();
    tell(WrittenReport.of(row, "Plex", UP, 100L, 1.0));
    tell(WrittenReport.of(row, "Plex", UP, 200L, 1.0));
    assertEquals(1, writes(row).size());
    tell(WrittenReport.of(row, "Plex", DOWN, null, 0.5));
    assertEquals(2, writes(row).size());
    assertEquals("Offline", table.cell(row, "Status"));
    assertNull(table.cell(row, "Response Time (ms)"));
  }

  @Test
  void figures_are_written_again_after_the_refresh() throws Exception {
    String row = row("Plex");
    open("notion.refresh", "1ms");
    tell(WrittenReport.of(row, "Plex", UP, 100L, 1.0));
    tell(WrittenReport.of(row, "Plex", UP, 200L, 1.0));
    assertEquals(2, writes(row).size());
  }

  @Test
  void the_newest_wins_while_a_row_waits() throws Exception {
    String row = row("Plex");
    open();
    fake.trouble("PATCH .*", Trouble.limited(429, 1));
    offer(WrittenReport.of(row, "Plex", UP, 100L, 1.0));
    assertTrue(Wait.until(Wait.LONG, fake::calm));
    offer(WrittenReport.of(row, "Plex", DOWN, null, 0.5));
    offer(WrittenReport.of(row, "Plex", UP, 300L, 0.6));
    silence();
    assertEquals(2, writes(row).size(), "the one that was refused, and the newest");
    assertEquals("0.3", table.cell(row, "Response Time (ms)"));
    assertEquals(List.of(), fake.violations());
  }

  @Test
  void unknown_is_written_into_an_empty_cell_only() throws Exception {
    String known = row("known");
    String empty = row("empty");
    table.set(known, "Status", "Online");
    open();
    tell(
        WrittenReport.of(known, "known", UNKNOWN, null, 1.0),
        WrittenReport.of(empty, "empty", UNKNOWN, null, 1.0));
    assertEquals("Online", table.cell(known, "Status"));
    assertEquals("Unknown", table.cell(empty, "Status"));
    tell(
        WrittenReport.of(empty, "empty", UP, 1L, 1.0),
        WrittenReport.of(known, "known", DOWN, null, 1.0));
    tell(
        WrittenReport.of(empty, "empty", UNKNOWN, null, 1.0),
        WrittenReport.of(known, "known", UNKNOWN, null, 1.0));
    assertEquals("Online", table.cell(empty, "Status"));
    assertEquals("Offline", table.cell(known, "Status"));
  }

  @Test
  void two_hundred_and_thirty_rows_and_a_callout_far_down_are_written_once_each() throws Exception {
    for (int i = 0; i < 130; i++) {
      block("paragraph", "line " + i);
    }
    String callout = block("callout", "Last Updated: never");
    List<ServiceReport> services = services(230);
    open("notion.page-id", page);
    tell(services.toArray(ServiceReport[]::new));
    assertEveryRowOnce(230);
    assertEquals(1, fake.requests("PATCH /v1/blocks/.*").size());
    assertTrue(fake.workspace.blocks().text(callout).matches("Last Updated: 2026-11-20 12:00 UTC"));
    assertEquals("PATCH", fake.requests().getLast().method(), "the callout comes after the rows");
    assertTrue(fake.requests().getLast().path().startsWith("/v1/blocks/"));
    assertEquals(List.of(), fake.violations());
  }

  @Test
  void at_most_three_requests_a_second_are_made() throws Exception {
    services(6);
    open("notion.pause", "350ms");
    tell(notified(6));
    assertEquals(7, fake.requests().size());
    long took = fake.requests().getLast().at() - fake.requests().getFirst().at();
    // a second less: a busy machine may be late to hear the first of them
    assertTrue(took > 6 * 333 - 1000, "7 in " + took + " ms");
    assertEquals(List.of(), fake.violations());
  }

  @ParameterizedTest
  @CsvSource({"429", "500", "502", "409", "cut", "lost", "json", "529"})
  void what_fails_for_a_while_is_written_in_the_end(String trouble) throws Exception {
    block("callout", "Last Updated");
    services(5);
    open("notion.page-id", page);
    fake.trouble("GET /v1/data_sources/.*", trouble(trouble));
    fake.trouble("PATCH /v1/pages/.*", trouble(trouble));
    fake.trouble("PATCH /v1/blocks/.*", trouble(trouble));
    tell(notified(5));
    assertTrue(fake.calm());
    for (String row : table.pages()) {
      assertEquals("Online", table.cell(row, "Status"));
    }
    int writes = trouble.equals("lost") ? 1 : 2;
    assertEquals(writes, fake.requests("PATCH /v1/blocks/.*").size());
    assertEquals("ok", state().state());
    assertEquals(List.of(), fake.violations());
  }

  private static Trouble trouble(String name) {
    return switch (name) {
      case "429" -> Trouble.limited(429, 1);
      case "529" -> Trouble.limited(529, 1);
      case "500" -> Trouble.error(500, "internal_server_error");
      case "502" -> Trouble.badGateway();
      case "409" -> Trouble.error(409, "conflict_error");
      case "cut" -> Trouble.cut();
      case "lost" -> Trouble.lost();
      default -> Trouble.invalidJson();
    };
  }

  @Test
  void a_revoked_token_pauses_the_sink_and_is_said_once() throws Exception {
    services(3);
    open();
    fake.revoked(true);
    offer(notified(3));
    assertTrue(Wait.until(Wait.LONG, () -> state().state().equals("paused")));
    offer(notified(3));
    assertEquals(1, fake.requests().size());
    assertEquals(3, state().waiting());
    assertTrue(state().error().startsWith("Notion does not accept the token"), state().error());
    assertFalse(state().error().contains(FakeNotion.TOKEN));
  }

  @Test
  void a_right_that_is_missing_pauses_only_what_is_written() throws Exception {
    services(3);
    open();
    fake.trouble("PATCH .*", Trouble.error(403, "restricted_resource"));
    offer(notified(3));
    assertTrue(Wait.until(Wait.LONG, () -> state().state().equals("paused")));
    assertTrue(routes.gate().open(), "the list may still be read");
    assertEquals(1, fake.requests("PATCH .*").size());
  }

  @Test
  void a_row_that_is_gone_is_left_alone_and_the_others_are_written() throws Exception {
    services(3);
    List<String> rows = table.pages();
    open();
    table.trash(rows.get(0), true);
    fake.workspace.unshare(rows.get(1));
    tell(notified(3));
    tell(notified(3));
    assertEquals(1, writes(rows.get(0)).size());
    assertEquals(1, writes(rows.get(1)).size());
    assertEquals("Online", table.cell(rows.get(2), "Status"));
    assertEquals("ok", state().state());
  }

  @Test
  void missing_columns_are_named_and_the_others_written() throws Exception {
    services(2);
    table.remove("Uptime 7d %");
    table.rename("Last Checked", "Checked");
    open();
    tell(notified(2));
    JsonNode cells = writes(table.pages().getFirst()).getFirst().body().get("properties");
    Set<String> four = new HashSet<>(SIX);
    four.removeAll(Set.of("Uptime 7d %", "Last Checked"));
    assertEquals(four, names(cells));
    assertEquals("incomplete", state().state());
    assertTrue(state().error().contains("there is no column \"Uptime 7d %\""), state().error());
    assertEquals(List.of(), fake.violations());
  }

  @Test
  void a_column_that_is_renamed_meanwhile_costs_one_refusal() throws Exception {
    services(3);
    open();
    tell(notified(3));
    table.rename("Status", "State");
    for (ServiceReport each : notified(3)) {
      offer(
          WrittenReport.of(each.service().tags().get("origin"), "s", DOWN, null, 0.5),
          notified(3)[1],
          notified(3)[2]);
      break;
    }
    silence();
    assertEquals(2, fake.requests("GET /v1/data_sources/.*").size());
    assertEquals("0.5", table.cell(table.pages().getFirst(), "Uptime 24h %"));
  }

  @Test
  void a_database_that_is_not_shared_is_said_and_nothing_else_is_disturbed() throws Exception {
    services(2);
    fake.workspace.unshare(table.id);
    open();
    offer(notified(2));
    assertTrue(Wait.until(Wait.LONG, () -> state().error() != null));
    assertTrue(state().error().contains("not shared with the integration"), state().error());
    assertEquals(1, fake.requests().size());
  }

  @Test
  void the_data_source_of_a_database_is_found() throws Exception {
    services(1);
    open("notion.data-source-id", "", "notion.database-id", table.database);
    tell(notified(1));
    assertEquals("Online", table.cell(table.pages().getFirst(), "Status"));
  }

  @Test
  void a_nested_callout_is_found_and_keeps_its_look() throws Exception {
    String columns = block("column_list");
    String column = fake.workspace.blocks().add(columns, "column");
    String callout =
        fake.workspace
            .blocks()
            .add(column, "callout", "All well. ", "Last Updated: ", "—", " UTC+0");
    services(1);
    open("notion.page-id", page);
    tell(notified(1));
    assertEquals(
        "All well. Last Updated: 2026-11-20 12:00 UTC UTC+0",
        fake.workspace.blocks().text(callout));
    JsonNode content = fake.workspace.blocks().content(callout);
    assertEquals("gray_background", content.path("color").asText());
    assertEquals("🕑", content.at("/icon/emoji").asText());
    assertEquals(List.of(), fake.violations());
  }

  @Test
  void a_page_without_the_callout_is_said_and_nothing_fails() throws Exception {
    block("callout", "Hello");
    services(1);
    open("notion.page-id", page);
    tell(notified(1));
    tell(notified(1));
    assertEquals("Online", table.cell(table.pages().getFirst(), "Status"));
    assertEquals(1, fake.requests("GET /v1/blocks/.*").size(), "searched once");
    assertEquals("ok", state().state());
  }

  private String row(String name) {
    return table.row("Service", name, "Check Type", "HTTP", "URL", "https://" + name + ".test");
  }

  private List<ServiceReport> services(int count) {
    for (int i = 0; i < count; i++) {
      row("s" + i);
    }
    return List.of(notified(count));
  }

  /** The first rows, all online. */
  private ServiceReport[] notified(int count) {
    List<ServiceReport> notified = new ArrayList<>();
    for (String row : table.pages().subList(0, count)) {
      notified.add(WrittenReport.of(row, "s" + notified.size(), UP, 100_000L, 1.0));
    }
    return notified.toArray(ServiceReport[]::new);
  }

  private String block(String type, String... text) {
    return fake.workspace.blocks().add(page, type, text);
  }

  private void offer(ServiceReport... services) throws Exception {
    routes
        .main()
        .getCamelTemplate()
        .sendBody("direct:summary-notion", WrittenReport.report(services));
  }

  private void tell(ServiceReport... services) throws Exception {
    offer(services);
    silence();
  }

  private void silence() throws Exception {
    assertTrue(Wait.until(Wait.LONG, () -> state().next() == null), () -> "" + state());
  }

  private Sinks.State state() {
    return routes.bean("sinks", Sinks.class).states().getFirst();
  }

  private List<FakeRequest> writes(String row) {
    return fake.requests("PATCH /v1/pages/" + row);
  }

  private void assertEveryRowOnce(int count) {
    assertEquals(count, fake.requests("PATCH /v1/pages/.*").size());
    for (String row : table.pages()) {
      assertEquals(1, writes(row).size());
      assertEquals("Online", table.cell(row, "Status"));
    }
  }

  private static Set<String> names(JsonNode node) {
    Set<String> names = new HashSet<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
