package dev.uproute.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the files beside the templates say channels may be set to. */
class ChannelKindsTest {
  @TempDir Path folder;

  @Test
  void each_shipped_kind_declares_what_the_page_says() throws Exception {
    ChannelKinds kinds = new ChannelKinds(folder);
    List<String> routes =
        RouteFolder.routes().keySet().stream().filter(name -> name.startsWith("alert-")).toList();
    assertEquals(10, routes.size());
    for (String route : routes) {
      String kind = route.substring("alert-".length());
      String row =
          Files.readString(Path.of("docs/channels.md"))
              .lines()
              .filter(line -> line.startsWith("| `" + kind + "` |"))
              .findFirst()
              .orElseThrow();
      Map<String, ChannelSetting> settings = kinds.of(kind);
      assertFalse(settings.isEmpty(), kind);
      settings.forEach(
          (key, declared) -> {
            boolean needed = !declared.setting().right().test("");
            String cell = row.split("\\|")[needed ? 2 : 3];
            // the server of a service that everybody uses is changed by tests only
            boolean server = key.equals("url") && declared.standard() != null;
            assertTrue(server || cell.contains("`" + key + "`"), kind + " " + key + ": " + row);
          });
    }
    assertEquals(List.of(), kinds.errors());
  }

  @Test
  void a_file_of_the_user_wins_and_a_kind_without_one_declares_nothing() throws Exception {
    Files.createDirectories(folder.resolve("slack"));
    Files.writeString(folder.resolve("slack/settings.yaml"), "room: { help: name of the room }");
    ChannelKinds kinds = new ChannelKinds(folder);
    assertEquals(List.of("room"), List.copyOf(kinds.of("slack").keySet()));
    assertEquals(Map.of(), kinds.of("pigeon"));
  }
}
