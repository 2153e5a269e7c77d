package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.notion.FakeNotion;
import dev.uproute.notion.FakeTable;
import dev.uproute.notion.Trouble;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The program from outside, its list in Notion. */
@Execution(ExecutionMode.CONCURRENT)
class NotionProgramTest {
  @TempDir Path folder;

  private FakeNotion fake;
  private FakeTable table;
  private Farm farm;

  @BeforeEach
  void start() throws Exception {
    fake = new FakeNotion();
    table = fake.workspace.services();
    farm = new Farm();
  }

  @AfterEach
  void stop() throws Exception {
    fake.close();
    farm.close();
  }

  private Map<String, String> environment(String... more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("NOTION_TOKEN", FakeNotion.TOKEN);
    environment.put("NOTION_DATA_SOURCE_ID", table.id);
    environment.put("UPROUTE_NOTION_URL", fake.url());
    environment.put("UPROUTE_SUMMARY_TO", "console,site");
    for (int i = 0; i < more.length; i += 2) {
      environment.put(more[i], more[i + 1]);
    }
    return environment;
  }

  private void rows(int count) {
    for (int i = 1; i <= count; i++) {
      table.row("Service", "Service " + i, "Check Type", "HTTP", "URL", farm.url("/ok/" + i));
    }
  }

  @Test
  void a_check_of_all_rows_also_after_429_and_of_the_last_list_when_notion_is_dead()
      throws Exception {
    rows(230);
    try (Shell shell = new Shell(environment())) {
      fake.revoked(true);
      Shell.Run none = shell.run(folder, "check");
      assertEquals(2, none.exit(), "there is no list yet");
      assertTrue(
          none.err().contains("uproute: notion: Notion does not accept the token"), none.err());
      fake.revoked(false);
      fake.trouble("POST .*/query", Trouble.limited(429, 1));
      Shell.Run all = shell.run(folder, "check");
      assertEquals(0, all.exit(), all.err() + all.out());
      assertEquals(232, all.out().lines().filter(l -> !l.contains(" WARN ")).count(), all.out());
      assertEquals(230, farm.asked().size());
      assertEquals(List.of(), fake.violations());
      fake.revoked(true);
      Shell.Run last = shell.run(folder, "check");
      assertEquals(0, last.exit(), last.err());
      assertTrue(last.out().contains("Service 2    ONLINE"), last.out());
      assertEquals(2, farm.asked().get("/ok/1").size());
    }
    Secret.assertNone(folder);
  }

  @Test
  void a_notion_that_hangs_keeps_neither_the_file_nor_the_last_list_waiting() throws Exception {
    rows(1);
    try (Jar jar = Jar.start(folder, environment(), "check")) {
      assertEquals(0, jar.exit(), jar.err());
    }
    Files.writeString(
        folder.resolve("services.yaml"), "services: [{ url: \"" + farm.url("/ok/file") + "\" }]");
    fake.trouble(Trouble.hang());
    // longer than the test waits
    try (Jar jar = Jar.start(folder, environment("UPROUTE_NOTION_TIMEOUT", "5m"))) {
      assertTrue(
          Wait.until(
              Wait.LONG,
              () -> farm.asked().containsKey("/ok/file") && farm.asked().get("/ok/1").size() == 2),
          jar.out());
      assertTrue(Wait.until(Wait.LONG, fake::calm), "Notion was asked");
      // the other source is still looked at
      Files.writeString(
          folder.resolve("services.yaml"),
          "services: [{ id: new, url: \"" + farm.url("/ok/new") + "\" }]");
      assertTrue(Wait.until(Wait.LONG, () -> farm.asked().containsKey("/ok/new")), jar.out());
    }
    Secret.assertNone(folder);
  }

  @Test
  void a_row_that_is_added_is_checked_without_a_restart() throws Exception {
    rows(1);
    try (Jar jar = Jar.start(folder, environment("UPROUTE_SERVICES_EVERY", "1s"))) {
      assertTrue(Wait.until(Wait.LONG, () -> farm.asked().containsKey("/ok/1")), jar.out());
      table.row("Service", "New", "Check Type", "HTTP", "URL", farm.url("/ok/new"));
      assertTrue(Wait.until(Wait.LONG, () -> farm.asked().containsKey("/ok/new")), jar.out());
    }
    assertEquals(List.of(), fake.violations());
  }

  @Test
  void the_token_may_be_in_a_file_and_what_is_wrong_does_not_show_it() throws Exception {
    rows(1);
    Path secret = Files.writeString(folder.resolve("secret.txt"), FakeNotion.TOKEN + "\n");
    Map<String, String> environment = environment("NOTION_TOKEN", "");
    environment.put("UPROUTE_NOTION_TOKEN", "{{file:" + secret + "}}");
    environment.put("UPROUTE_SERVICES_FROM", "notion");
    try (Shell shell = new Shell(environment)) {
      assertEquals(0, shell.run(folder, "check").exit());
      Files.writeString(secret, FakeNotion.TOKEN + " and more");
      Shell.Run wrong = shell.run(folder, "check");
      assertEquals(2, wrong.exit());
      assertEquals(
          "UPROUTE_NOTION_TOKEN in the environment: uproute.notion.token: \"…\" is not allowed; it"
              + " must be one word\n",
          wrong.err());
    }
    Files.delete(secret);
    Secret.assertNone(folder);
  }
}
