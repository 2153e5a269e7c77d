package dev.uproute.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which route files are loaded is said by their names and their first lines. */
class ActiveRoutesTest {
  private static final String MARK = "# Loaded with: ";

  private static Set<String> loaded(Map<String, String> settings) {
    SettingValues values = SettingValues.read(Path.of("none"), Map.of(), settings);
    return ActiveRoutes.routes(values).stream()
        .map(location -> location.replaceAll(".*/|\\.camel\\.yaml$", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void a_channel_loads_its_route_and_what_delivers() {
    Set<String> without = loaded(Map.of("uproute.alert.channels", ""));
    Set<String> with =
        loaded(
            Map.of(
                "uproute.alert.channels", "team",
                "uproute.alert.team.to", "direct:alert-slack"));
    with.removeAll(without);
    assertEquals(
        Set.of(
            "alert",
            "alert-slack",
            "deliver",
            "deliver-claim",
            "deliver-claim-choice",
            "deliver-claim-database",
            "deliver-due",
            "deliver-mark",
            "deliver-outcome",
            "on-call",
            "post",
            "send-http"),
        with);
  }

  @Test
  void notion_as_source_and_as_sink_loads_what_each_needs() {
    Set<String> without = loaded(Map.of());
    Set<String> source = loaded(Map.of("uproute.services.from", "file, notion"));
    Set<String> sink = loaded(Map.of("uproute.summary.to", "console,site,notion"));
    source.removeAll(without);
    sink.removeAll(without);
    assertEquals(Set.of("notion", "notion-cache", "send-http", "services-notion"), source);
    assertEquals(Set.of("notion", "notion-rows", "send-http", "summary-notion"), sink);
  }

  @Test
  void a_first_line_names_settings_that_there_are() throws Exception {
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of("routes"))) {
      files = all.sorted().toList();
    }
    Set<String> known = SettingValues.read(Path.of("none"), Map.of(), Map.of()).known();
    int marked = 0;
    for (Path file : files) {
      List<String> lines = Files.readAllLines(file);
      for (String line : lines.stream().filter(each -> each.contains("Loaded with:")).toList()) {
        marked++;
        assertEquals(lines.getFirst(), line, "it counts in the first line only: " + file);
        assertTrue(line.startsWith(MARK), file + ": " + line);
        for (String setting :
            line.substring(MARK.length()).replaceAll("[a-z-]+ in ", "").split("[,;] ")) {
          assertTrue(known.contains(setting), file + ": " + setting);
        }
      }
    }
    assertTrue(marked > 0);
  }
}
