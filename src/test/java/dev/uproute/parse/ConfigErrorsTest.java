package dev.uproute.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.uproute.Secret;
import dev.uproute.service.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every file of the folder {@code errors} is refused with exactly the sentences its first lines
 * expect, all of them at once and in the order of the file.
 */
class ConfigErrorsTest {
  private static final String EXPECT = "# expect: ";

  static Stream<Path> fixtures() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/mistakes"))) {
      return files.sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void each_mistake_is_told_in_its_own_sentence(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    List<String> expected =
        new String(bytes, StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.startsWith(EXPECT))
            .map(line -> "services.yaml:" + line.substring(EXPECT.length()))
            .toList();
    assertFalse(expected.isEmpty(), file + " expects nothing");

    ServiceParser parser = ServiceLists.parser(Source.FILE, Path.of("no-such-folder"));
    ConfigErrors errors =
        assertThrows(ConfigErrors.class, () -> parser.listing("services.yaml", bytes));

    assertEquals(expected, errors.all().stream().map(ConfigError::toString).toList());
    assertFalse(errors.getMessage().contains("secret"), "a secret is shown");
    assertFalse(errors.getMessage().contains(Secret.WORD), "a filled-in value is shown");
  }

  @Test
  void a_flood_of_mistakes_is_cut_in_the_message_but_not_in_the_list() {
    String yaml = "services:\n" + "  - { urll: x }\n".repeat(300);
    ConfigErrors errors = assertThrows(ConfigErrors.class, () -> ServiceLists.parse(yaml));

    assertEquals(600, errors.all().size());
    assertEquals(101, errors.getMessage().lines().count());
    assertEquals("and 500 more", errors.getMessage().lines().toList().getLast());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void defaults_and_services_are_judged_together_whichever_come_first(boolean defaultsFirst) {
    String defaults = "defaults: { interval: never, timeout: 2h }\n";
    String services = "services:\n  - { urll: http://a }\n  - { url: http://b, interval: 1h }\n";
    String yaml = defaultsFirst ? defaults + services : services + defaults;
    ConfigErrors errors = assertThrows(ConfigErrors.class, () -> ServiceLists.parse(yaml));
    List<String> keys = errors.all().stream().map(ConfigError::key).toList();

    List<String> ofDefaults = List.of("interval", "timeout");
    List<String> ofServices = List.of("url", "urll");
    assertEquals(defaultsFirst ? ofDefaults : ofServices, keys.subList(0, 2));
    assertEquals(defaultsFirst ? ofServices : ofDefaults, keys.subList(2, 4));
    assertEquals(4, keys.size(), errors.getMessage());
  }

  @Test
  void what_is_no_yaml_or_written_twice_is_told_alone() {
    String yaml = "services:\n  - { urll: http://a }\n  - { url: b, url: c }\n";
    assertEquals(
        "services.yaml:3:15: url: written twice, first in line 3",
        assertThrows(ConfigErrors.class, () -> ServiceLists.parse(yaml)).getMessage());
    assertEquals(
        "services.yaml:4:7: is not YAML: while parsing a flow node, expected the node content, but found '<stream end>'",
        assertThrows(ConfigErrors.class, () -> ServiceLists.parse(yaml + "\"a\": [")).getMessage());
  }

  @Test
  void with_too_many_services_the_rest_is_still_judged() {
    String yaml = "default: x\ndefaults: { retries: 21 }\nservices:\n" + "  - {}\n".repeat(20_001);
    ConfigErrors errors =
        assertThrows(ConfigErrors.class, () -> ServiceLists.parse(Source.NOTION, yaml));
    assertEquals(
        List.of("default", "retries", "services"),
        errors.all().stream().map(ConfigError::key).toList());
  }

  @Test
  void more_services_than_allowed_are_refused_in_one_sentence() {
    String yaml = "services:\n" + "  - a\n".repeat(100_001);
    ConfigErrors errors = assertThrows(ConfigErrors.class, () -> ServiceLists.parse(yaml));

    assertEquals(
        "services.yaml:2:3: services: has 100,001 services; at most 100,000 are allowed",
        errors.getMessage());
  }

  @Test
  void other_sources_than_the_file_may_list_fewer() {
    String yaml = "services:\n" + "  - {url: http://a}\n".repeat(20_001);
    ConfigErrors errors =
        assertThrows(ConfigErrors.class, () -> ServiceLists.parse(Source.NOTION, yaml));

    assertEquals(
        "services.yaml:2:3: services: has 20,001 services; at most 20,000 are allowed",
        errors.getMessage());
  }
}
