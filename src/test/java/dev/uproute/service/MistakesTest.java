package dev.uproute.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.uproute.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of the folder {@code mistakes} is refused with exactly the sentences its first lines
 * expect, all of them at once and in the order of the file.
 */
class MistakesTest {
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
    Mistakes mistakes = assertThrows(Mistakes.class, () -> parser.listing("services.yaml", bytes));

    assertEquals(expected, mistakes.all().stream().map(Mistake::toString).toList());
    assertFalse(mistakes.getMessage().contains("secret"), "a secret is shown");
    assertFalse(mistakes.getMessage().contains(Secret.WORD), "a filled-in value is shown");
  }

  @Test
  void a_flood_of_mistakes_is_cut_in_the_message_but_not_in_the_list() {
    String yaml = "services:\n" + "  - { urll: x }\n".repeat(300);
    Mistakes mistakes = assertThrows(Mistakes.class, () -> ServiceLists.parse(yaml));

    assertEquals(600, mistakes.all().size());
    assertEquals(101, mistakes.getMessage().lines().count());
    assertEquals("and 500 more", mistakes.getMessage().lines().toList().getLast());
  }

  @Test
  void more_services_than_allowed_are_refused_in_one_sentence() {
    String yaml = "services:\n" + "  - {url: http://a}\n".repeat(100_001);
    Mistakes mistakes = assertThrows(Mistakes.class, () -> ServiceLists.parse(yaml));

    assertEquals(
        "services.yaml:2:3: services: has 100,001 services; at most 100,000 are allowed",
        mistakes.getMessage());
  }

  @Test
  void other_sources_than_the_file_may_list_fewer() {
    String yaml = "services:\n" + "  - {url: http://a}\n".repeat(20_001);
    Mistakes mistakes = assertThrows(Mistakes.class, () -> ServiceLists.parse(Source.API, yaml));

    assertEquals(
        "services.yaml:2:3: services: has 20,001 services; at most 20,000 are allowed",
        mistakes.getMessage());
  }
}
