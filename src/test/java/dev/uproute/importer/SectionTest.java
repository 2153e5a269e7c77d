package dev.uproute.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an import reads with: nothing of a file is dropped without a word. */
class SectionTest {
  @TempDir Path folder;

  @Test
  void what_nobody_asks_for_and_what_is_of_another_form_is_lost_with_its_line() throws Exception {
    Imported into = Imported.begin();
    Section top =
        section(
            """
            name: a
            every: 1m30s
            on: maybe
            list: [1, { x: 1 }]
            more: { b: c }
            rest: 1
            nothing:
            """,
            into);
    assertEquals("a", top.text("name"));
    assertEquals(Duration.ofSeconds(90), top.duration("every"));
    assertEquals(null, top.flag("on"));
    assertEquals(List.of("1"), top.texts("list"));
    assertEquals(Map.of("b", "c"), top.map("more"));
    assertEquals(null, top.text("nothing"));
    top.end();
    assertEquals(
        List.of(
            "f.yaml:3:1: on: is neither true nor false",
            "f.yaml:4:11: list: is a group of keys, not a single value",
            "f.yaml:6:1: rest: there is nothing like it here"),
        into.losses().stream().map(l -> l.toString().replace(folder + "/", "")).toList());
  }

  private Section section(String yaml, Imported into) throws Exception {
    Path file = Files.writeString(folder.resolve("f.yaml"), yaml);
    return new Section("", new ImportFile(file).keys(), into);
  }

  @Test
  void json_is_read_with_tabs_and_a_file_of_another_kind_has_no_keys() throws Exception {
    Path json = Files.writeString(folder.resolve("f.json"), "\t{\n\t\t\"a\": \"b\\tc\"}");
    assertEquals("b\tc", new Section("", new ImportFile(json).keys(), Imported.begin()).text("a"));
    Path other = Files.writeString(folder.resolve("x"), "SQLite format 3\0");
    assertTrue(new ImportFile(other).beginsWith("SQLite format 3"));
    assertFalse(new ImportFile(other).has("a"));
  }

  @Test
  void ids_are_made_of_group_and_name_and_are_unique_and_always_the_same() {
    FreshIds ids = new FreshIds();
    assertEquals("core.front-end", ids.of("core", "Front end"));
    assertEquals("core.front-end-2", ids.of("core", "front-end"));
    assertEquals("service", ids.of(null, "監視"));
    assertEquals(64, ids.of("g".repeat(80), "n".repeat(80)).length());
    assertEquals(64, ids.of("g".repeat(80), "n".repeat(80)).length());
  }

  @Test
  void a_monitor_is_found_by_its_files_or_named() throws Exception {
    Imports none = new Imports(List.of());
    Path file = Files.writeString(folder.resolve("f.yaml"), "a: b");
    Input input = Input.of(List.of(file));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> none.of(null, input))
            .getMessage()
            .endsWith("is of none of the monitors that can be imported; --from names one of []"));
    assertEquals(
        "--from nagios is not one of []",
        assertThrows(IllegalArgumentException.class, () -> none.of("nagios", input)).getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> Input.of(List.of(folder.resolve("missing"))));
  }
}
