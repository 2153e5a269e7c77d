package dev.uproute.reload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.uproute.health.Health;
import dev.uproute.page.Branding;
import dev.uproute.page.Language;
import dev.uproute.page.ManagePage;
import dev.uproute.report.RefusedChanges;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Templates and settings are edited while the program runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EditsTest {
  @TempDir static Path folder;
  private EditedProgram program;
  private RefusedChanges refused;
  private Health health;

  @BeforeAll
  void start() throws Exception {
    program = new EditedProgram(folder);
    refused = program.refused();
    health = program.health();
  }

  @AfterAll
  void stop() {
    program.close();
  }

  private boolean edit(Path file, String text) throws Exception {
    return program.edit(folder.relativize(file).toString(), text);
  }

  private String index() throws Exception {
    return program.page("index.html");
  }

  @Test
  void a_template_of_a_page_counts_with_the_next_report_or_is_refused() throws Exception {
    Path file = folder.resolve("site/index.ftlh");
    assertTrue(index().contains("<h1>"));
    assertTrue(edit(file, "mine, refused: ${announcements?size}"));
    assertEquals("mine, refused: 0", index());
    assertFalse(edit(file, "mine, refused: ${announcements?size}"), "nothing is another");

    assertTrue(edit(file, "\n ${nothing}"));
    assertEquals("mine, refused: 0", index());
    assertTrue(program.look(), "readers have to see it");
    assertEquals("mine, refused: 1", index());
    String place = file + ":2:4: ";
    assertTrue(refused.sentence().startsWith(place), refused.sentence());
    assertTrue(health.problems().toString().contains(place), health.problems().toString());
    String status = program.page("status.json");
    assertTrue(status.contains(place), status);

    assertTrue(edit(file, "yours"));
    assertEquals("yours", index());
    assertEquals(List.of(), health.problems());
    Files.delete(file);
    assertTrue(program.look());
    assertTrue(index().contains("<h1>"));
  }

  @Test
  void a_template_of_a_message_is_refused_before_a_message_needs_it() throws Exception {
    Path file = folder.resolve("alert/discord/payload.json.ftl");
    edit(file, "{\n <#if x> }");
    assertTrue(refused.sentence().startsWith(file + ":2:"), refused.sentence());
    edit(file, "{}");
    assertEquals(List.of(), refused.all());
  }

  @Test
  void a_page_that_is_made_when_it_is_asked_for_stays_what_it_was_while_its_edit_is_wrong()
      throws Exception {
    ManagePage page =
        new ManagePage(
            folder.resolve("site").toString(),
            Branding.titled("Status"),
            Language.ENGLISH,
            refused);
    Path script = folder.resolve("site/manage.js");
    edit(script, "mine");
    assertTrue(page.script().endsWith("mine"));
    edit(script, "mine\n${nothing}");
    assertTrue(page.page().contains("<html"));
    assertTrue(page.script().endsWith("mine"));
    assertTrue(refused.sentence().startsWith(script + ":2:3: "), refused.sentence());
    index();
    assertTrue(refused.sentence().startsWith(script + ":2:3: "), "other pages do not know");
    edit(script, "mine");
    assertTrue(page.script().endsWith("mine"));
    assertEquals(List.of(), refused.all());
    Files.delete(script);
    program.look();
  }

  @Test
  void a_wrong_edit_that_is_undone_is_no_longer_refused() throws Exception {
    Path file = folder.resolve("site/index.ftlh");
    edit(file, "mine");
    assertEquals("mine", index());
    edit(file, "${nothing}");
    assertEquals("mine", index());
    assertEquals(1, refused.all().size());
    edit(file, "mine");
    assertEquals("mine", index());
    assertEquals(List.of(), refused.all());
    Files.delete(file);
    program.look();
    index();
  }

  @Test
  void a_setting_counts_at_once_or_is_named_as_one_that_needs_a_restart() throws Exception {
    Path file = folder.resolve("application.properties");
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    try {
      edit(file, "uproute.log.level = ERROR\nuproute.summary.every = 7s\n");
      assertEquals(Level.ERROR, root.getLevel());
      assertEquals(List.of(), refused.all());
    } finally {
      root.setLevel(before);
    }
    edit(file, "# mine\nuproute.tick = 900\n");
    String later = "application.properties:2:1: uproute.tick changed; it counts after a restart";
    assertEquals(List.of(later), refused.later());
    assertEquals(List.of(), health.problems());
    edit(file, "uproute.tick = often\n");
    assertEquals(List.of(), refused.later());
    assertTrue(health.problems().toString().contains("application.properties:1:1: uproute.tick: "));
    edit(file, "");
    assertEquals(List.of(), refused.all());
  }

  @Test
  void one_that_nobody_may_read_is_refused_by_its_name() throws Exception {
    for (String name : List.of("application.properties", "site/index.ftlh")) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.deleteIfExists(file);
      Files.createSymbolicLink(file, Path.of(EditedProgram.DENIED));
      program.look();
      index();
      String sentence = refused.all().getFirst().sentence();
      assertTrue(sentence.endsWith(name + ": cannot be read: access is denied"), sentence);
      Files.delete(file);
      program.look();
      index();
      assertEquals(List.of(), refused.all());
    }
  }

  @Test
  void metrics_count_what_was_taken_and_what_was_refused() throws Exception {
    double taken = counted("taken");
    double refusals = counted("refused");
    Path file = folder.resolve("application.properties");
    edit(file, "# mine\n");
    edit(file, "uproute.tick = never\n");
    assertEquals(taken + 1, counted("taken"));
    assertEquals(refusals + 1, counted("refused"));
    edit(file, "");
    assertEquals(taken + 2, counted("taken"));
    assertEquals(refusals + 1, counted("refused"));
  }

  private double counted(String result) throws Exception {
    return Double.parseDouble(
        program.metric("uproute_reloads_total{result=\"%s\"}".formatted(result)));
  }
}
