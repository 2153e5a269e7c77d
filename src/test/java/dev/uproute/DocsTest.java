package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.parse.Placeholders;
import dev.uproute.parse.Profiles;
import dev.uproute.parse.ServiceParser;
import dev.uproute.service.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** What can be compared of the pages people read: links, settings, examples. */
class DocsTest {
  @Test
  void the_readme_is_a_tour() throws Exception {
    assertTrue(Files.readString(Path.of("README.md")).lines().count() <= 200);
  }

  @Test
  void every_link_leads_to_a_file_and_a_heading_of_it() throws Exception {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult link : find(page, "\\]\\(([^):#]*)(#[^)]*)?\\)")) {
        Path target =
            link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
        if (!Files.exists(target)) {
          broken.add(page + " links to " + target);
        } else if (link.group(2) != null && !anchors(target).contains(link.group(2))) {
          broken.add(page + " links to " + target + link.group(2));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void every_page_is_linked_to() throws Exception {
    Set<Path> linked = new HashSet<>();
    for (Path page : pages()) {
      find(page, "\\]\\(([^):#]+)")
          .forEach(link -> linked.add(page.resolveSibling(link.group(1)).normalize()));
    }
    List<Path> lost = pages().stream().filter(page -> !linked.contains(page)).toList();
    assertEquals(List.of(Path.of("README.md")), lost);
  }

  @Test
  void every_setting_of_a_page_is_one_there_is() throws Exception {
    String known = Files.readString(Path.of("application.properties"));
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult name : find(page, "`(uproute\\.[a-z.-]+[a-z])`")) {
        // the settings of a channel have its name in them, and CHANGELOG names those of the past
        if (!name.group(1).matches("uproute\\.alert\\.(team|discord|ops|matrix)\\..*")
            && !page.endsWith("CHANGELOG.md")
            && !known.contains("\n" + name.group(1) + " =")) {
          broken.add(page + " names " + name.group(1));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void every_class_of_a_page_is_one_there_is() throws Exception {
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult name : find(page, "`((?!docker)[a-z]+/[A-Z]\\w+)`")) {
        if (!Files.exists(Path.of("src/main/java/dev/uproute", name.group(1) + ".java"))) {
          broken.add(page + " names " + name.group(1));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void every_command_of_a_page_is_one_there_is() throws Exception {
    Set<String> known = new HashSet<>(List.of("bench", "test", "format", "package", "help"));
    find(Path.of("src/main/java/dev/uproute/cli/Commands.java"), "\\b([A-Z][a-z]+)Command\\.class")
        .forEach(command -> known.add(command.group(1).toLowerCase(Locale.ROOT)));
    List<String> broken = new ArrayList<>();
    for (Path page : pages()) {
      for (MatchResult command : find(page, "\\./uproute ([a-z]+)")) {
        if (!known.contains(command.group(1))) {
          broken.add(page + " names " + command.group(1));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void every_check_type_has_a_row() throws Exception {
    String page = Files.readString(Path.of("docs/checks.md"));
    List<String> lost =
        types().stream().filter(type -> !page.matches("(?s).*\n\\| `" + type + ":.*")).toList();
    assertEquals(List.of(), lost);
  }

  @Test
  void every_list_of_services_is_one_that_would_run() throws Exception {
    Placeholders filled = new Placeholders(name -> "a".repeat(20), name -> Optional.of("x"));
    int lists = 0;
    for (Path page : pages()) {
      for (String example : examples(page, "yaml")) {
        String list = example.startsWith("maintenance:") ? watched(example) : example;
        if (list.contains("\nservices:") || list.startsWith("services:")) {
          ServiceParser.Parsed listing =
              new ServiceParser(Source.FILE, types(), new Profiles(Path.of("none")), filled)
                  .among(List.of("discord", "mail"), List.of("home", "fra1", "nyc2"), true)
                  .listing(page.toString(), list.getBytes(StandardCharsets.UTF_8));
          assertFalse(listing.services().isEmpty(), page.toString());
          lists++;
        }
      }
    }
    assertTrue(lists >= 7, lists + " lists found");
  }

  /** With services that an example of maintenance windows names. */
  private static String watched(String windows) {
    return """
        services:
          - { id: nas, url: "tcp://localhost:445" }
          - { id: games.factorio, url: "udp://localhost:34197", tags: { rack: a } }
        """
        + windows;
  }

  @Test
  void every_route_is_one_that_camel_loads() throws Exception {
    int routes = 0;
    for (Path page : pages()) {
      for (String example : examples(page, "yaml")) {
        // those with classes that come into lib/ are run by AddTest
        if (example.contains("- route:") && !example.contains("type: org.apache.activemq")) {
          load(example);
          assertShipped(page, example);
          routes++;
        }
      }
    }
    assertTrue(routes >= 4, routes + " routes found");
  }

  /** What is shown as a file of ours is that file, but for the comments at its beginning. */
  private static void assertShipped(Path page, String example) throws Exception {
    String id = example.replaceAll("(?s).*?    id: ([a-z-]+)\n.*", "$1");
    Path file = Path.of("routes", id + ".camel.yaml");
    if (Files.exists(file)) {
      assertTrue(Files.readString(file).endsWith(example), page + " shows another " + file);
    }
  }

  private static void load(String example) throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.build();
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(ResourceHelper.fromString("example.camel.yaml", example));
      assertFalse(camel.getRouteDefinitions().isEmpty(), example);
    }
  }

  /** The x of each file {@code check-x}. */
  private static Set<String> types() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(file -> file.startsWith("check-"))
          .map(file -> file.replaceAll("check-|\\.camel\\.yaml", ""))
          .collect(Collectors.toSet());
    }
  }

  private static List<Path> pages() throws Exception {
    try (Stream<Path> top = Files.list(Path.of(""));
        Stream<Path> docs = Files.list(Path.of("docs"));
        Stream<Path> examples = Files.walk(Example.ALL, 2)) {
      return Stream.of(top, docs, examples)
          .flatMap(paths -> paths)
          .filter(f -> f.toString().endsWith(".md"))
          .sorted()
          .toList();
    }
  }

  private static List<String> examples(Path page, String language) throws Exception {
    return find(page, "(?s)```" + language + "\\n(.*?)```").stream().map(m -> m.group(1)).toList();
  }

  private static List<MatchResult> find(Path page, String regex) throws Exception {
    return Pattern.compile(regex).matcher(Files.readString(page)).results().toList();
  }

  /** The anchors GitHub makes of headings. */
  private static Set<String> anchors(Path page) throws Exception {
    Set<String> anchors = new HashSet<>();
    for (MatchResult heading : find(page, "(?m)^#+ (.*)$")) {
      String words = heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\d _-]", "");
      anchors.add("#" + words.replace(' ', '-'));
    }
    return anchors;
  }
}
