package dev.uproute.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Farm;
import dev.uproute.Jar;
import dev.uproute.Launcher;
import dev.uproute.Recording;
import dev.uproute.Shell;
import dev.uproute.Shell.Run;
import dev.uproute.Wait;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The program from outside: what a person types, reads and gets back. */
@Execution(ExecutionMode.CONCURRENT)
class CommandsTest {
  @TempDir Path folder;
  @AutoClose private final Shell shell = new Shell();

  @Test
  void check_prints_one_line_a_service_in_list_order_and_exits_1_when_one_is_offline()
      throws Exception {
    try (Farm farm = new Farm()) {
      services(
          """
          services:
            - { id: shop, name: Kaffee & Kuchen, url: "%s" }
            - { id: sick, url: "%s" }
            - { id: quiet, url: "udp://127.0.0.1:%d", timeout: 10s, fallback: ping }
            - { id: off, url: "%s", enabled: false }
          """
              .formatted(farm.url("/ok/1"), farm.url("/503/1"), 9, farm.url("/ok/2")));
      Run check = run("check");
      assertEquals("", check.err());
      assertLines(
          List.of(
              "\\[\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC\\] Running uptime checks\\.\\.\\.",
              "Kaffee & Kuchen  ONLINE   \\d+ms",
              "sick             OFFLINE  \\d+ms  HTTP 503, expected 200-399",
              "quiet            OFFLINE  —  port unreachable at 127.0.0.1:9",
              "Done\\."),
          check.out());
      assertEquals(1, check.exit());
      assertTrue(
          Files.readString(folder.resolve("public/index.html")).contains("Kaffee &amp; Kuchen"));
      // nothing is scheduled after a single round
      assertTrue(
          Files.readString(folder.resolve("public/status.json")).contains("\"next_check\":null"));
    }
  }

  @Test
  void check_of_named_services_leaves_the_others_alone_and_exits_0() throws Exception {
    try (Farm farm = new Farm()) {
      services(
          "services: [{ id: a, url: \"%s\" }, { id: b, url: \"%s\" }]"
              .formatted(farm.url("/ok/a"), farm.url("/503/b")));
      Run check = run("check", "a");
      assertLines(List.of("\\[.*", "a  ONLINE   \\d+ms", "Done\\."), check.out());
      assertEquals(0, check.exit());
      assertEquals(java.util.Set.of("/ok/a"), farm.asked().keySet());
      assertTrue(Files.exists(folder.resolve("public/service/b.html")), "b keeps its page");
    }
  }

  @Test
  void check_of_an_unknown_id_says_which_there_are_and_exits_2() throws Exception {
    services("services: [{ id: plex, url: \"http://127.0.0.1:1/\" }]");
    Run check = run("check", "plexx");
    assertEquals("uproute: no service has the id plexx; ids are: plex\n", check.err());
    assertEquals("", check.out());
    assertEquals(2, check.exit());
  }

  @Test
  void every_command_tells_all_mistakes_of_the_services_and_exits_2() throws Exception {
    services("services:\n  - urll: http://127.0.0.1/\n    interval: soon\n");
    for (String command : List.of("run", "check", "validate")) {
      Run invalid = run(command);
      assertEquals(2, invalid.exit(), command);
      assertTrue(
          invalid.err().contains("services.yaml:2:5: urll: unknown key; did you mean \"url\"?"));
      assertTrue(invalid.err().contains("services.yaml:3:15: interval: "), invalid.err());
    }
  }

  @Test
  void validate_accepts_a_right_configuration_and_leaves_nothing_behind() throws Exception {
    services("services: [{ id: a, url: \"http://127.0.0.1:1/\" }]");
    Run validate = run("validate");
    assertEquals("", validate.err());
    assertTrue(validate.out().matches("1 service and \\d+ routes: all is well\n"), validate.out());
    assertEquals(0, validate.exit());
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("services.yaml"),
          files.map(f -> f.getFileName().toString()).filter(f -> !f.endsWith(".txt")).toList());
    }
  }

  @Test
  void validate_tells_what_is_wrong_with_settings_services_and_routes_together() throws Exception {
    services("services: [{ id: a, urll: x }]");
    Files.writeString(folder.resolve("application.properties"), "uproute.summry.to = console\n");
    Path routes = Files.createDirectory(folder.resolve("routes"));
    Files.writeString(
        routes.resolve("check-store.camel.yaml"),
        """
        - route:
            id: check-store
            from:
              uri: direct:check-store
              steps:
                - to: nosuch:component
        """);
    Run validate = run("validate");
    assertEquals(2, validate.exit());
    assertTrue(
        validate
            .err()
            .contains("uproute.summry.to: unknown setting; did you mean \"uproute.summary.to\"?"));
    assertTrue(validate.err().contains("services.yaml:1:"), validate.err());
    assertTrue(validate.err().contains("nosuch"), validate.err());
  }

  @Test
  void validate_tells_what_a_route_file_must_not_do_beside_the_others() throws Exception {
    services("services: [{ id: a, url: \"http://127.0.0.1:1/\" }]");
    Path routes = Files.createDirectory(folder.resolve("routes"));
    String route = "- route: { id: %s, from: { uri: \"%s\", steps: [ %s ] } }\n";
    Files.writeString(
        routes.resolve("mine.camel.yaml"),
        route.formatted("mine", "platform-http:/api/status", "log: a")
            + route.formatted(
                "mine-too", "direct:a", "loop: { doWhile: true, constant: \"true\" }"));
    Run validate = run("validate");
    assertEquals(
        """
        routes/mine.camel.yaml:1:35: another route begins at platform-http:/api/status: api-status
        routes/mine.camel.yaml:2:60: a loop that never ends
        """,
        validate.err().replace("uproute: ", ""));
    assertEquals(2, validate.exit());
  }

  @Test
  void validate_names_both_files_of_one_id() throws Exception {
    services("services: [{ id: a, url: \"http://127.0.0.1:1/\" }]");
    Path routes = Files.createDirectory(folder.resolve("routes"));
    String route = "- route: { id: mine-too, from: { uri: \"direct:%s\", steps: [ log: a ] } }\n";
    Files.writeString(routes.resolve("mine.camel.yaml"), route.formatted("mine"));
    Files.writeString(routes.resolve("mine-too.camel.yaml"), route.formatted("mine-too"));
    Run validate = run("validate");
    assertEquals(
        """
        routes/mine-too.camel.yaml:1:16: the id mine-too is that of a route in routes/mine.camel.yaml
        routes/mine.camel.yaml:1:16: the id mine-too is that of a route in routes/mine-too.camel.yaml
        """,
        validate.err().replace("uproute: ", ""));
    assertEquals(validate.err(), run("run").err());
  }

  @Test
  void nothing_starts_with_a_circle_of_routes() throws Exception {
    services("services: [{ id: a, url: \"http://127.0.0.1:1/\" }]");
    Path routes = Files.createDirectory(folder.resolve("routes"));
    String route = "- route: { id: %s, from: { uri: \"direct:%s\", steps: [ to: direct:%s ] } }\n";
    Files.writeString(routes.resolve("mine.camel.yaml"), route.formatted("mine", "mine", "x"));
    Files.writeString(routes.resolve("x.camel.yaml"), route.formatted("x", "x", "mine"));
    String circles =
        """
        routes/mine.camel.yaml:1:63: a circle that never ends: mine -> x -> mine
        routes/x.camel.yaml:1:57: a circle that never ends: x -> mine -> x
        """;
    for (String command : List.of("validate", "run")) {
      Run refused = run(command);
      assertEquals(circles, refused.err().replace("uproute: ", ""), command);
      assertEquals(2, refused.exit(), command);
    }
  }

  @Test
  void every_command_tells_a_wrong_value_of_a_setting_and_exits_2() throws Exception {
    services("services: [{ id: a, url: \"http://127.0.0.1:1/\" }]");
    Files.writeString(folder.resolve("application.properties"), "uproute.store = sqlit\n");
    for (String command : List.of("run", "check", "validate")) {
      Run invalid = run(command);
      assertEquals(
          "application.properties:1:1: uproute.store: \"sqlit\" is not allowed; it must be sqlite or postgresql or memory;"
              + " did you mean \"sqlite\"?\n",
          invalid.err(),
          command);
      assertEquals(2, invalid.exit(), command);
    }
  }

  @Test
  void a_database_that_is_none_is_left_alone_and_nothing_starts() throws Exception {
    services("services: [{ id: a, url: \"http://127.0.0.1:1/\" }]");
    Path file = Files.createDirectory(folder.resolve("data")).resolve("uptime_history.db");
    Files.writeString(file, "not a database, but longer than its header would be".repeat(20));
    String before = Files.readString(file);
    for (String command : List.of("run", "check")) {
      Run refused = run(command);
      assertTrue(
          refused
              .err()
              .startsWith(
                  "uproute: The file %s is not a whole SQLite database"
                      .formatted(file.toRealPath())),
          refused.err());
      assertEquals(1, refused.err().lines().count(), refused.err());
      assertEquals(2, refused.exit(), command);
      assertEquals(before, Files.readString(file));
    }
  }

  @Test
  void run_writes_pages_and_stops_in_order_on_a_signal() throws Exception {
    try (Farm farm = new Farm()) {
      services("services: [{ id: web, url: \"%s\", interval: 1s }]".formatted(farm.url("/ok/1")));
      try (Jar jar = Jar.start(folder)) {
        Path json = folder.resolve("public/status.json");
        assertTrue(
            Wait.until(
                Wait.LONG,
                () -> Files.exists(json) && Files.readString(json).contains("\"online\"")),
            jar.err());
        jar.process().destroy();
        assertTrue(jar.process().waitFor(Wait.LONG.toSeconds(), TimeUnit.SECONDS), "it stops");
        assertEquals(0, jar.process().exitValue());
      }
    }
  }

  @Test
  void what_is_no_command_is_said_in_one_line() throws Exception {
    assertEquals(
        "uproute: uproute has no command chek; did you mean \"check\"?; commands are add, agent, alert, backup,"
            + " check, doctor, export, forget, help, import, notion, report, restore, routes, run, schema, validate, worker; see uproute --help\n",
        run("chek").err());
    assertEquals(
        "uproute: uproute alert needs a command: list, resend, test; see uproute --help\n",
        run("alert").err());
    Run help = run("help");
    assertTrue(help.out().startsWith("Usage: uproute"), help.out() + help.err());
  }

  /** Neither a build file, as in the folder of a project, nor variables change what they say. */
  @Test
  void which_routes_there_are_is_what_the_folders_own_settings_say() throws Exception {
    Files.writeString(
        folder.resolve("application.properties"),
        "uproute.services.from = file\nuproute.summary.to = console\n");
    Run before = run("routes");
    Files.createFile(folder.resolve("pom.xml"));
    Map<String, String> notion =
        Map.of("NOTION_TOKEN", "t", "NOTION_DATA_SOURCE_ID", "0123456789abcdef0123456789abcdef");
    try (Jar jar = Jar.start(folder, notion, "routes")) {
      assertEquals(0, jar.exit(), jar.err());
      assertEquals(before.out(), jar.out());
    }
    assertTrue(before.out().contains("services-file: "), before.out() + before.err());
    assertFalse(before.out().contains("notion"), before.out());
  }

  @Test
  void an_older_java_is_told_what_is_missing() {
    assertEquals(
        "uproute: needs Java 25 or newer, this is Java 17 in /opt/jdk17",
        Launcher.refusal("17", "/opt/jdk17"));
    assertEquals(
        "uproute: needs Java 25 or newer, this is Java 1.8 in /opt/jdk8",
        Launcher.refusal("1.8", "/opt/jdk8"));
    assertNull(Launcher.refusal("25", "/opt/jdk25"));
    assertNull(Launcher.refusal("26", "/opt/jdk26"));
  }

  @Test
  void what_was_found_is_printed_also_when_it_cannot_be_stored() throws Exception {
    services("services: [{ id: web, url: \"http://127.0.0.1:9/\" }]");
    Files.writeString(
        folder.resolve("application.properties"), "uproute.store.busy-timeout = 100ms\n");
    try (Jar first = Jar.start(folder)) {
      assertTrue(says(first, "watches 1 service"), first.err());
      try (Connection outside = Recording.outside(folder.resolve("data/uptime_history.db"));
          Statement statement = outside.createStatement()) {
        statement.execute("begin immediate");
        expectNotStored(run("check"));
        first.process().destroyForcibly().waitFor();
        expectNotStored(run("check"));
      }
    }
  }

  private static void expectNotStored(Run check) {
    assertTrue(check.out().contains("web  OFFLINE"), check.out() + check.err());
    assertTrue(
        check
            .err()
            .endsWith(
                "uproute: this round is not stored: another program holds the lock of the file\n"),
        check.err());
    assertEquals(2, check.exit());
  }

  @Test
  void a_second_instance_on_one_database_stands_by_and_takes_over() throws Exception {
    services("services: [{ id: web, url: \"http://127.0.0.1:9/\", interval: 1h }]");
    try (Jar first = Jar.start(folder)) {
      assertTrue(says(first, "Uproute dev watches 1 service "), first.err());
      try (Jar second = Jar.start(folder)) {
        assertTrue(says(second, "stands by: it neither checks nor notifies while another"));
        try (Jar check = Jar.start(folder, "check")) {
          assertEquals(1, check.exit());
          assertTrue(check.out().contains("web  OFFLINE"), check.out());
          assertTrue(check.err().contains("stores this round within seconds"), check.err());
        }
        assertTrue(
            Wait.until(Wait.LONG, () -> ask("select count(*) from result").equals("2")),
            "what the check found is stored by the instance that runs");
        assertEquals("0", ask("select count(*) from remembered where name like 'handed-over-%'"));
        assertFalse(second.err().contains("watches"), second.err());
        first.process().destroy();
        assertEquals(0, first.exit());
        assertTrue(first.err().contains("Uproute stopped"), first.err());
        assertTrue(says(second, "Uproute dev watches 1 service "), second.err());
      }
    }
  }

  private String ask(String sql) throws Exception {
    try (Connection outside = Recording.outside(folder.resolve("data/uptime_history.db"))) {
      return Recording.ask(outside, sql);
    }
  }

  private static boolean says(Jar jar, String text) throws Exception {
    return Wait.until(Wait.LONG, () -> jar.err().contains(text));
  }

  @Test
  void a_folder_without_files_watches_the_example_that_comes_with_the_program() throws Exception {
    Run validate = run("validate");
    assertEquals(0, validate.exit(), validate.err());
  }

  private Run run(String... args) throws Exception {
    return shell.run(folder, args);
  }

  private void services(String yaml) throws Exception {
    Files.writeString(folder.resolve("services.yaml"), yaml);
  }

  private static void assertLines(List<String> patterns, String text) {
    List<String> lines = text.lines().toList();
    assertEquals(patterns.size(), lines.size(), text);
    for (int i = 0; i < lines.size(); i++) {
      assertTrue(lines.get(i).matches(patterns.get(i)), "line " + (i + 1) + " of:\n" + text);
    }
  }
}
