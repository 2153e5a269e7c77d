package dev.uproute.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.ServiceLists;
import dev.uproute.service.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files nobody means well with: each gives a sentence, or losses, and nothing else. */
@Execution(ExecutionMode.CONCURRENT)
class HostileImportTest {
  @TempDir Path folder;

  private ImportRun run(String from, String file, byte[] bytes) throws Exception {
    Path path = Files.write(folder.resolve(file), bytes);
    Input input = Input.of(List.of(path));
    return ImportRun.of(
        new Imports().of(from, input),
        input,
        folder.resolve("services.yaml"),
        ServiceLists.parser(Source.FILE, Path.of("none")));
  }

  private String refused(String file, String text) {
    RuntimeException refused =
        assertThrows(
            RuntimeException.class, () -> run(null, file, text.getBytes(StandardCharsets.UTF_8)));
    assertTrue(
        refused instanceof ConfigErrors || refused instanceof IllegalArgumentException,
        refused.toString());
    return refused.getMessage().replace(folder + "/", "");
  }

  @Test
  void an_alias_bomb_a_huge_value_and_a_deep_one_are_refused_at_once() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 10; i++) {
      bomb.append("a%d: &a%d [%s]\n".formatted(i, i, ("*a" + (i - 1) + ", ").repeat(10)));
    }
    assertEquals(
        "f.yaml:6:45: aliases repeat more than 1,000,000 values",
        refused("f.yaml", bomb + "endpoints: []\n"));
    assertEquals(
        "f.yaml:1:1: a line longer than 65,536 characters",
        refused("f.yaml", "endpoints: " + "y".repeat(10_000_000)));
    assertEquals(
        "f.json:1:112: more than 100 levels deep",
        refused("f.json", "{\"checks\": " + "[".repeat(100_000)));
    assertEquals(
        "f.yaml:1:8: contains the control character U+0000", refused("f.yaml", "endpoin\0: 1"));
  }

  @Test
  void json_in_one_long_line_is_read_and_a_huge_value_in_it_is_a_loss() throws Exception {
    String check = "{\"name\":\"%s\",\"grace\":60,\"timeout\":60,\"ping_url\":\"https://a/%s\"}";
    String many =
        IntStream.range(0, 2000)
            .mapToObj(i -> check.formatted("job " + i, "0123456789abcdef-" + i))
            .collect(Collectors.joining(","));
    String json = "{\"checks\":[%s,%s]}".formatted(many, check.formatted("x".repeat(500_000), "y"));
    ImportRun run = run(null, "f.json", json.getBytes(StandardCharsets.UTF_8));
    String lost =
        run.losses().stream()
            .map(Loss::toString)
            .filter(l -> l.contains(" name: "))
            .toList()
            .toString();
    assertTrue(lost.contains("is not one line of 1 to 200 characters"), lost);
    assertTrue(lost.length() < 400, "shown short");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          gatus | endpoints: 7 | endpoints: is a single value, not a list
          gatus | endpoints: [7, [], {name: {}}] | endpoints[0]: is a single value, not a group of keys
          gatus | alerting: [discord] | alerting: is a list, not a group of keys
          gatus | {} |
          blackbox | modules: [x] | modules: is a list, not a group of keys
          blackbox | modules: {x: {prober: [a]}} | modules.x.prober: is a list, not a single value
          upptime | sites: {a: b} | sites: is a group of keys, not a list
          healthchecks | checks: [{grace: x, timeout: 99999999999}] | checks[0].grace: is not a whole number
          """)
  void what_is_of_another_form_is_a_loss_with_its_name(String from, String yaml, String loss)
      throws Exception {
    ImportRun run = run(from, "f.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    String losses = run.losses().toString();
    assertTrue(loss == null || losses.contains(loss), losses);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gatus/core.yaml",
        "blackbox/blackbox.yml",
        "upptime/upptimerc.yml",
        "healthchecks/checks.json"
      })
  void a_file_with_any_bytes_changed_is_read_or_refused(String example) throws Exception {
    byte[] whole = Files.readAllBytes(Path.of("src/test/resources/import").resolve(example));
    String from = example.replaceFirst("/.*", "");
    Random random = new Random(7);
    byte[] marks = "[]{}:,-\"'&*!|>#?%@`\n \0\t0ax<".getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int round = 0; round < 150; round++) {
      byte[] changed = whole.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        changed[random.nextInt(changed.length)] = marks[random.nextInt(marks.length)];
      }
      try {
        run(from, "f.yaml", changed);
      } catch (ConfigErrors errors) {
        assertTrue(errors.getMessage().contains("f.yaml:"), errors.getMessage());
        refused++;
      }
    }
    assertTrue(refused > 10 && refused < 150, refused + " refused");
  }
}
