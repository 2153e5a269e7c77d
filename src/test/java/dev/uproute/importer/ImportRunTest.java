package dev.uproute.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Secret;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import dev.uproute.parse.ServiceLists;
import dev.uproute.parse.ServiceParser;
import dev.uproute.service.Source;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import does to a list: it adds, and nothing else. */
class ImportRunTest {
  private static final Location THERE = new Location("other.yaml", 7, 3);

  @TempDir Path folder;

  private final Imported imported = Imported.begin();
  private final ServiceParser parser = ServiceLists.parser(Source.FILE, Path.of("none"));

  private static Map<String, Object> service(String id, Object... more) {
    Map<String, Object> keys = new java.util.LinkedHashMap<>();
    keys.put("id", id);
    keys.put("url", "https://" + id + ".example/");
    for (int i = 0; i < more.length; i += 2) {
      keys.put(more[i].toString(), more[i + 1]);
    }
    return keys;
  }

  private void add(Map<String, Object> keys) {
    imported.services().add(new Imported.Entry(THERE, keys));
  }

  private ImportRun run() throws Exception {
    Import other =
        new Import() {
          @Override
          public String name() {
            return "other";
          }

          @Override
          public boolean recognises(Input input) {
            return true;
          }

          @Override
          public Imported read(Input input) {
            return imported;
          }
        };
    return ImportRun.of(other, new Input(List.of()), folder.resolve("services.yaml"), parser);
  }

  private String listed(String before) throws Exception {
    Path file = Files.writeString(folder.resolve("services.yaml"), before);
    run().apply();
    String after = Files.readString(file);
    assertEquals("[nothing new for " + file + "]", run().apply().toString());
    assertEquals(after, Files.readString(file), "a second time changes nothing");
    return after;
  }

  @Test
  void services_come_behind_the_last_one_and_every_byte_of_the_file_stays() throws Exception {
    add(service("b", "expect.http_status", 204));
    imported.windows().add(window("b"));
    assertEquals(
        """
        # ours
        defaults: {down_after: 2}   # twice
        services:
            # first
            - url: https://a.example   # one
              body: |
                text
                # not a comment
            - id: b
              url: https://b.example/
              expect: {http_status: 204}
              down_after: 1

        # windows
        maintenance:
        - { at: "01:00", for: 1h }
        - at: 02:00
          for: 1h
          services: [b]
        x-more: 1
        """,
        listed(
            """
            # ours
            defaults: {down_after: 2}   # twice
            services:
                # first
                - url: https://a.example   # one
                  body: |
                    text
                    # not a comment

            # windows
            maintenance:
            - { at: "01:00", for: 1h }
            x-more: 1
            """));
  }

  private static Imported.Entry window(String service) {
    return new Imported.Entry(
        THERE,
        new java.util.LinkedHashMap<>(
            new java.util.TreeMap<>(
                Map.of("at", "02:00", "for", "1h", "services", List.of(service)))));
  }

  @Test
  void a_file_without_an_end_of_line_with_windows_lines_and_a_list_that_is_not_there_yet()
      throws Exception {
    add(service("b"));
    assertEquals(
        "services:\r\n  - url: https://a.example\r\n  - id: b\r\n    url: https://b.example/\r\n",
        listed("services:\r\n  - url: https://a.example"));
    assertEquals(
        "allow_empty: true\nservices:\n  - id: b\n    url: https://b.example/\n",
        listed("allow_empty: true\n"));
    assertEquals(
        "services: # none\n  - id: b\n    url: https://b.example/\nallow_empty: true\n",
        listed("services: # none\nallow_empty: true\n"));
  }

  @Test
  void a_list_in_brackets_is_refused_and_stays() throws Exception {
    add(service("b"));
    String before = "services: [ { url: \"https://a.example\" } ]\n";
    ConfigErrors refused = assertThrows(ConfigErrors.class, () -> listed(before));
    assertTrue(
        refused.getMessage().contains(":1:1: services: is not a list with a line and a dash"));
    assertEquals(before, Files.readString(folder.resolve("services.yaml")));
  }

  @Test
  void what_is_there_is_never_overwritten_and_what_does_not_fit_is_said() throws Exception {
    add(service("a"));
    add(service("b"));
    add(service("b"));
    add(service("c", "interval", "0s"));
    add(service("d", "depends_on", List.of("a", "c")));
    Path file = folder.resolve("services.yaml");
    Files.writeString(
        file,
        "services:\n  - { id: a, url: \"https://other.example\" }\n  - url: https://x.example\n");
    ImportRun run = run();
    assertEquals(
        """
        From other: 5 services, 0 maintenance windows, 0 settings

        To be added to services.yaml:
          - id: b
            url: https://b.example/
          - id: d
            url: https://d.example/
            depends_on: [a]

        Not carried over:
          other.yaml:7:3: a: is left out: that id is there already, of another address
          other.yaml:7:3: b: is left out: its id comes twice
          other.yaml:7:3: interval: the service is left out: "0s" is not a duration from 1s to 7d, like 30s, 5m, 2h, 7d
          d: depends_on: is without what is not there
        """,
        printed(run));
    assertFalse(run.complete());
  }

  private String printed(ImportRun run) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    run.print(new PrintStream(out, true, StandardCharsets.UTF_8));
    return out.toString(StandardCharsets.UTF_8).replace(folder + "/", "");
  }

  @Test
  void secrets_are_written_for_the_owner_only_and_never_shown() throws Exception {
    add(
        service(
            "b", "headers", Map.of("X", Secret.WORD), "auth", Map.of("bearer", "{{env:SECRET}}")));
    add(Map.of("id", "job", "url", "heartbeat:" + Secret.WORD + "0123456789012345"));
    imported
        .settings()
        .add(new Imported.Setting(THERE, "uproute.alert.ops.url", Secret.WORD, true));
    imported.settings().add(new Imported.Setting(THERE, "uproute.alert.channels", "ops", false));
    ImportRun run = run();
    String shown = printed(run) + run.apply();
    assertFalse(shown.contains(Secret.WORD), shown);
    assertTrue(shown.contains("bearer: '{{env:SECRET}}'"), shown);
    assertTrue(shown.contains("uproute.alert.ops.url = …\n  uproute.alert.channels = ops"), shown);
    for (String name : List.of("services.yaml", "application.properties.imported")) {
      Path file = folder.resolve(name);
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      assertTrue(Files.readString(file).contains(Secret.WORD));
    }
    assertEquals(
        "uproute.alert.ops.url = " + Secret.WORD + "\nuproute.alert.channels = ops\n",
        Files.readString(folder.resolve("application.properties.imported")));
  }

  @Test
  void the_mode_of_a_file_and_a_link_to_it_stay() throws Exception {
    Path real = folder.resolve("real.yaml");
    Files.writeString(real, "services:\n  - url: https://a.example\n");
    Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rw-r-----"));
    Files.createSymbolicLink(folder.resolve("services.yaml"), real);
    add(service("b"));
    run().apply();
    assertTrue(Files.isSymbolicLink(folder.resolve("services.yaml")));
    assertTrue(Files.readString(real).contains("id: b"));
    assertEquals("rw-r-----", PosixFilePermissions.toString(Files.getPosixFilePermissions(real)));
    assertEquals(2, Files.list(folder).count());
  }
}
