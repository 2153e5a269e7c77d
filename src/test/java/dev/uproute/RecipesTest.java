package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The recipes of CONTRIBUTING.md, followed to the letter. */
@Execution(ExecutionMode.CONCURRENT)
class RecipesTest {
  private static final Path PAGE = Path.of("CONTRIBUTING.md");

  @TempDir Path folder;

  @Test
  void a_type_a_channel_and_a_sink_are_one_file_each() throws Exception {
    recipes();
    assertEquals("there  ONLINE   —\ngone   OFFLINE  —  there is no file gone.txt\n", check());
    assertTrue(
        Files.readString(folder.resolve("spool/messages.txt"))
            .startsWith("🔴 gone is down\nthere is no file gone.txt\n"));
    assertTrue(
        Files.readString(folder.resolve("spool/reports.txt")).matches("[0-9T:.-]+Z 2 services\n"));
  }

  @Test
  void the_command_routes_prints_them() throws Exception {
    recipes();
    try (Jar jar = Jar.start(folder, "routes")) {
      assertEquals(0, jar.exit(), jar.err());
      assertEquals("", jar.err());
      for (String expected :
          List.of(
              "alert-spool: Append each message to a file\n    direct:alert-spool → file\n",
              "check-file: UP when there is a file at the address\n    direct:check-file\n",
              "    direct:deliver-message → direct:alert-spool\n",
              "    direct:summary → direct:summary-console, direct:summary-site,"
                  + " direct:summary-spool\n")) {
        assertTrue(jar.out().contains(expected), jar.out());
      }
    }
    assertFalse(Files.exists(folder.resolve("data")), "it writes nothing");
  }

  @Test
  void an_empty_list_switches_a_packaged_route_off_and_a_description_may_be_missing()
      throws Exception {
    recipes();
    Files.writeString(folder.resolve("routes/heap.camel.yaml"), "[]\n");
    Files.writeString(
        folder.resolve("routes/own.camel.yaml"),
        "- route: { id: own, from: { uri: direct:own, steps: [ { log: here } ] } }\n");
    try (Jar jar = Jar.start(folder, "routes")) {
      assertEquals(0, jar.exit(), jar.err());
      assertFalse(jar.out().contains("heap"), jar.out());
      assertTrue(jar.out().contains("\nown\n    direct:own\n"), jar.out());
    }
  }

  @Test
  void the_bean_it_shows_is_the_one_that_is_tested() throws Exception {
    String shown = find("(?s)```java\\n(.*?)```").getFirst().group(1).stripIndent();
    String tested = Files.readString(Path.of("src/test/java/dev/uproute/check/FileProbe.java"));
    assertTrue(tested.endsWith(shown), shown);
  }

  private void recipes() throws Exception {
    List<MatchResult> routes = find("(?s)`(routes/[a-z-]+\\.camel\\.yaml)`.*?```yaml\\n(.*?)```");
    assertEquals(3, routes.size());
    Files.createDirectory(folder.resolve("routes"));
    for (MatchResult route : routes) {
      Files.writeString(folder.resolve(route.group(1)), route.group(2).stripIndent());
    }
    Files.writeString(
        folder.resolve("services.yaml"),
        "services: [{ id: there, url: services.yaml, type: file },"
            + " { id: gone, url: gone.txt, type: file }]");
    Files.writeString(
        folder.resolve("application.properties"),
        "uproute.alert.channels = spool\nuproute.summary.to = console,site,spool\n");
  }

  /** What {@code check} prints of services. */
  private String check() throws Exception {
    try (Jar jar = Jar.start(folder, "check")) {
      assertEquals(1, jar.exit(), jar.err());
      return jar.out().replaceAll("\\[.*\\n|Done\\.\\n", "");
    }
  }

  private static List<MatchResult> find(String regex) throws Exception {
    return Pattern.compile(regex).matcher(Files.readString(PAGE)).results().toList();
  }
}
