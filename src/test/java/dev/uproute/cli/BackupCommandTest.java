package dev.uproute.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.uproute.Farm;
import dev.uproute.Jar;
import dev.uproute.Recording;
import dev.uproute.Shell;
import dev.uproute.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A copy made while Uproute runs, put back when it does not, and what is said of both. */
@Execution(ExecutionMode.CONCURRENT)
class BackupCommandTest {
  @TempDir Path folder;
  @AutoClose private final Shell shell = new Shell();

  @Test
  void a_copy_made_while_it_runs_is_restored_when_it_does_not() throws Exception {
    Path database = folder.resolve("data/uptime_history.db");
    try (Farm farm = new Farm()) {
      Files.writeString(
          folder.resolve("services.yaml"),
          "services: [{ id: web, url: \"%s\", interval: 1s }]".formatted(farm.url("/ok/1")));
      try (Jar jar = Jar.start(folder)) {
        assertTrue(
            Wait.until(Wait.LONG, () -> Files.exists(database) && results(database) > 0),
            () -> text(jar));
        assertMatches(
            "Copied to \\S+/copy\\.db: \\d+ results? of 1 service, the newest of \\S+Z \\(\\d+ KB\\)\n",
            run(0, "backup", "copy.db"));
        assertMatches(
            "uproute: Uproute runs with \\S+/uptime_history\\.db; stop it first\\. Nothing was changed\n",
            run(2, "restore", "copy.db"));
      }
    }
    assertMatches(
        "Restored to \\S+: \\d+ results? of 1 service, .*\nWhat was there is \\S+\\.before-restore-\\S+\n",
        run(0, "restore", "copy.db"));
    assertEquals(results(folder.resolve("copy.db")), results(database));
    assertDoctor();
  }

  /** It names what is wrong, and each line says what to do; it changes nothing. */
  private void assertDoctor() throws Exception {
    List<String> before = names();
    JsonNode found = new JsonMapper().readTree(run(0, "doctor", "--json"));
    List<String> subjects = new ArrayList<>();
    found.forEach(
        each -> subjects.add(each.get("level").asText() + " " + each.get("subject").asText()));
    assertEquals(
        List.of(
            "ok configuration",
            "ok database",
            "ok integrity",
            "ok schema",
            "ok rollups",
            "ok deliveries",
            "ok results",
            "ok disk",
            "ok backups",
            "ok instance",
            "ok clock"),
        subjects);
    assertEquals(before, names());
  }

  private static int results(Path file) throws Exception {
    try (Connection connection = Recording.outside(file)) {
      return Integer.parseInt(Recording.ask(connection, "select count(*) from result"));
    } catch (java.sql.SQLException e) {
      return 0; // its tables are not made yet
    }
  }

  private List<String> names() throws Exception {
    try (var files = Files.list(folder.resolve("data"))) {
      return files.map(Path::toString).sorted().toList();
    }
  }

  private String run(int exit, String... args) throws Exception {
    Shell.Run run = shell.run(folder, args);
    assertEquals(exit, run.exit(), run.out() + run.err());
    return run.out() + run.err();
  }

  private static String text(Jar jar) {
    try {
      return jar.out() + jar.err();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void assertMatches(String pattern, String text) {
    assertTrue(text.matches(pattern), text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "file:x.db",
        ":memory:",
        "x.db?mode=ro",
        "http://127.0.0.1/x.db",
        "x\0.db"
      })
  void only_a_plain_path_is_a_copy(String text) {
    DatabaseFile database = new DatabaseFile(folder.resolve("x.db"));
    String message =
        assertThrows(IllegalArgumentException.class, () -> database.other(text)).getMessage();
    assertTrue(message.startsWith("FILE: '" + text + "' is not allowed"), message);
  }

  @Test
  void neither_a_folder_nor_the_database_itself_is_a_copy() {
    DatabaseFile database = new DatabaseFile(folder.resolve("x.db"));
    for (String part : List.of("x.db", "x.db-wal", "x.db-shm", "x.db.lock", "y/../x.db")) {
      String message =
          assertThrows(
                  IllegalArgumentException.class,
                  () -> database.other(folder.resolve(part).toString()))
              .getMessage();
      assertTrue(message.endsWith(" is the database itself"), message);
    }
    String message =
        assertThrows(IllegalArgumentException.class, () -> database.other(folder.toString()))
            .getMessage();
    assertTrue(message.contains(" is a folder; FILE is the path of a file"), message);
  }
}
