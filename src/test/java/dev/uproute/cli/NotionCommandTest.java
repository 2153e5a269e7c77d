package dev.uproute.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Shell;
import dev.uproute.Shell.Run;
import dev.uproute.notion.FakeNotion;
import dev.uproute.notion.FakeTable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code uproute notion …} from outside, in front of a strict fake. */
@Execution(ExecutionMode.CONCURRENT)
class NotionCommandTest {
  @TempDir Path folder;
  @AutoClose private final Shell shell = new Shell();

  private FakeNotion fake;
  private FakeTable table;

  @BeforeEach
  void start() throws Exception {
    fake = new FakeNotion();
    table = fake.workspace.table("Services").column("Service", "title");
    table.column("Check Type", "select").column("URL", "url");
    settings(table.id);
  }

  @AfterEach
  void stop() {
    fake.close();
  }

  @Test
  void init_adds_the_columns_that_are_missing_and_then_finds_none() throws Exception {
    table.column("Status", "select").column("Uptime 7d %", "number");
    Run first = run("init");
    assertEquals(
        "Added: \"Last Checked\", \"Response Time (ms)\", \"Uptime 24h %\", \"Uptime 30d %\".\n",
        first.out());
    assertEquals(0, first.exit(), first.err());
    assertEquals(9, table.columns().size());
    assertEquals(
        "percent",
        fake.requests("PATCH .*")
            .getFirst()
            .body()
            .at("/properties/Uptime 24h %/number/format")
            .asText());
    Run second = run("init");
    assertEquals("No column is missing.\n", second.out());
    assertEquals(0, second.exit(), second.err());
    assertEquals(List.of(), fake.violations());
  }

  @Test
  void init_leaves_a_column_of_another_type_to_a_person() throws Exception {
    table.column("Status", "rich_text");
    Run init = run("init");
    assertEquals(2, init.exit());
    assertTrue(init.out().startsWith("Added: \"Last Checked\""), init.out());
    assertEquals(
        "uproute: column \"Status\" is of type rich_text, but select or status is needed; rename"
            + " it, then uproute notion init adds the right one\n",
        init.err());
  }

  @Test
  void test_says_what_is_there_and_what_is_not_and_changes_nothing() throws Exception {
    Run test = run("test");
    assertEquals(2, test.exit());
    assertTrue(test.out().startsWith("The token is accepted"), test.out());
    assertTrue(test.err().contains("there is no column \"Status\""), test.err());
    assertFalse(test.err().contains("callout"), test.err());
    assertEquals(List.of(), fake.requests("(PATCH|POST).*"));
  }

  @Test
  void a_token_that_is_not_accepted_is_one_sentence_without_the_token() throws Exception {
    fake.revoked(true);
    Run test = run("test");
    assertEquals(2, test.exit());
    assertEquals(
        "uproute: Notion does not accept the token, uproute.notion.token (401 unauthorized: API"
            + " token is invalid.)\n",
        test.err());
  }

  @Test
  void a_data_source_that_is_not_shared_is_one_sentence() throws Exception {
    fake.workspace.unshare(table.id);
    Run init = run("init");
    assertEquals(2, init.exit());
    assertTrue(
        init.err().contains("the id is wrong or not shared with the integration"), init.err());
    assertEquals(1, init.err().lines().count(), init.err());
  }

  @Test
  void validate_reads_the_list_and_says_which_rows_are_left_out_or_why_it_cannot()
      throws Exception {
    table.row("Service", "Web", "Check Type", "HTTP", "URL", "https://web.example.test");
    table.row("Service", "Machine", "URL", "host://");
    Files.writeString(
        folder.resolve("application.properties"),
        "uproute.services.from = notion\n",
        StandardOpenOption.APPEND);
    Run validate = shell.run(folder, "validate");
    assertEquals(0, validate.exit(), validate.err());
    assertTrue(validate.out().matches("1 service and \\d+ routes: 1 warning\n"), validate.out());
    assertTrue(validate.err().startsWith("warning: Notion row \"Machine\" "), validate.err());
    assertEquals(1, validate.err().lines().count(), validate.err());
    assertFalse(Files.exists(folder.resolve("data")), "validate writes nothing");
    assertEquals(List.of(), fake.requests("PATCH.*"));
    fake.revoked(true);
    Run refused = shell.run(folder, "validate");
    assertEquals(2, refused.exit(), refused.out());
    assertEquals("", refused.out());
    assertEquals(
        "the list in Notion was not read: Notion does not accept the token, uproute.notion.token"
            + " (401 unauthorized: API token is invalid.)\n",
        refused.err());
  }

  private Run run(String command) throws Exception {
    return shell.run(folder, "notion", command);
  }

  private void settings(String dataSource) throws Exception {
    Files.writeString(
        folder.resolve("application.properties"),
        """
        uproute.notion.url = %s
        uproute.notion.token = %s
        uproute.notion.data-source-id = %s
        """
            .formatted(fake.url(), FakeNotion.TOKEN, dataSource));
  }
}
