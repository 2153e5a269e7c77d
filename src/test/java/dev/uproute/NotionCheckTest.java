package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.notion.FakeNotion;
import dev.uproute.notion.FakeTable;
import dev.uproute.notion.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code uproute check} with Notion as source and sink, in front of a strict fake. */
@Execution(ExecutionMode.CONCURRENT)
class NotionCheckTest {
  @TempDir Path folder;

  private Farm farm;
  private FakeNotion fake;
  private FakeTable table;
  private String page;
  private String callout;

  @BeforeEach
  void start() throws Exception {
    farm = new Farm();
    fake = new FakeNotion();
    fake.pause(Duration.ZERO);
    table = fake.workspace.services();
    page = fake.workspace.blocks().page();
    for (int i = 0; i < 110; i++) {
      fake.workspace.blocks().add(page, "paragraph", "line " + i);
    }
    callout = fake.workspace.blocks().add(page, "callout", "Last Updated: never");
  }

  @AfterEach
  void stop() throws Exception {
    fake.close();
    farm.close();
  }

  @Test
  void one_round_writes_each_row_and_the_callout_once() throws Exception {
    assertOneRound(12, 1);
  }

  @Test
  @Tag("nightly")
  void one_round_reads_three_pages_of_rows_and_writes_each_and_the_callout_once() throws Exception {
    assertOneRound(230, 3);
  }

  private void assertOneRound(int rows, int pages) throws Exception {
    rows(rows, "/ok/");
    Run check = check();
    assertEquals("", check.err);
    assertEquals(0, check.exit);
    assertTrue(check.out.endsWith("Done.\n"), check.out);
    assertAllWritten(rows);
    assertEquals(pages, fake.requests("POST .*/query").size());
    assertEquals(rows, fake.requests("PATCH /v1/pages/.*").size());
    assertEquals(1, fake.requests("PATCH /v1/blocks/.*").size());
    assertEquals(List.of(), fake.violations());
  }

  @Test
  void whatever_goes_wrong_on_the_way_all_is_written_in_the_end() throws Exception {
    rows(8, "/ok/");
    fake.trouble("POST .*/query", Trouble.limited(429, 1), Trouble.cut());
    fake.trouble(
        "PATCH /v1/pages/.*",
        Trouble.limited(429, 1),
        Trouble.error(500, "internal_server_error"),
        Trouble.badGateway(),
        Trouble.cut(),
        Trouble.lost());
    Run check = check();
    assertEquals(0, check.exit, check.err);
    assertTrue(fake.calm());
    assertAllWritten(8);
    assertEquals(List.of(), fake.violations());
  }

  @Test
  void a_wait_of_more_than_a_minute_is_said_and_not_waited_for() throws Exception {
    rows(3, "/503/");
    fake.trouble("PATCH /v1/pages/.*", Trouble.limited(429, 3600));
    Run check = check();
    assertEquals(1, check.exit, "as the services are");
    assertTrue(
        check.err.contains(
            "uproute: notion: 4 not written, because Notion asks to wait (429 rate_limited: You"
                + " have been rate limited.)"),
        check.err);
    assertTrue(check.out.contains("OFFLINE"), check.out);
    assertEquals(List.of(), fake.violations());
  }

  @Test
  void a_right_that_is_missing_is_said_without_the_token() throws Exception {
    rows(3, "/ok/");
    fake.trouble("PATCH /v1/pages/.*", Trouble.error(403, "restricted_resource"));
    Run check = check();
    assertEquals(0, check.exit, check.err);
    assertTrue(check.err.contains("because the integration lacks a capability"), check.err);
    assertFalse((check.out + check.err).contains(FakeNotion.TOKEN));
  }

  private void assertAllWritten(int count) {
    assertEquals(count, table.pages().size());
    for (String row : table.pages()) {
      assertEquals("Online", table.cell(row, "Status"));
      assertEquals("1.0", table.cell(row, "Uptime 24h %"));
    }
    String text = fake.workspace.blocks().text(callout);
    assertTrue(text.matches("Last Updated: \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC"), text);
  }

  private void rows(int count, String path) {
    for (int i = 0; i < count; i++) {
      table.row("Service", "s" + i, "Check Type", "HTTP", "URL", farm.url(path + i));
    }
  }

  private record Run(int exit, String out, String err) {}

  private Run check() throws Exception {
    Files.writeString(
        folder.resolve("application.properties"),
        """
        uproute.services.from = notion
        uproute.summary.to = site,notion
        uproute.notion.url = %s
        uproute.notion.pause = 1ms
        """
            .formatted(fake.url()));
    Map<String, String> environment = new HashMap<>();
    environment.put("NOTION_TOKEN", FakeNotion.TOKEN);
    environment.put("NOTION_DATA_SOURCE_ID", table.id);
    environment.put("UPTIME_PAGE_ID", page);
    try (Jar jar = Jar.start(folder, environment, "check")) {
      return new Run(jar.exit(), jar.out(), jar.err());
    }
  }
}
