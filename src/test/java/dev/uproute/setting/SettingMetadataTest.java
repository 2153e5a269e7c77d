package dev.uproute.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people read of a setting, what editors know of it, and by what it is judged, are the same.
 */
class SettingMetadataTest {
  @TempDir Path folder;

  private SettingValues values(String file) throws Exception {
    Path properties = Files.writeString(folder.resolve("application.properties"), file);
    return SettingValues.read(properties, Map.of(), Map.of());
  }

  private Map<String, JsonNode> properties(String file) throws Exception {
    JsonNode all = new JsonMapper().valueToTree(SettingMetadata.of(values(file)));
    Map<String, JsonNode> named = new TreeMap<>();
    all.path("properties").forEach(each -> named.put(each.path("name").asText(), each));
    return named;
  }

  @Test
  void the_comment_of_a_setting_names_its_range_or_its_words() {
    Map<String, String> comments = SettingComments.packaged();
    List<String> silent = new ArrayList<>();
    Setting.all(RouteFolder.routes().keySet())
        .forEach(
            (key, setting) -> {
              String comment = comments.getOrDefault(key, "");
              boolean flag = setting.kind() == Setting.Kind.FLAG;
              List<String> missing = new ArrayList<>(flag ? List.of() : setting.words());
              missing.add(setting.range());
              missing.removeIf(comment::contains);
              if (comment.isEmpty() || !missing.isEmpty()) {
                silent.add(key + " wants " + missing + " in its comment: " + comment);
              }
            });
    assertEquals(List.of(), silent);
  }

  @Test
  void every_setting_has_a_default_that_is_allowed_and_is_judged_or_any_text() throws Exception {
    Map<String, JsonNode> properties = properties("");
    Set<String> packaged = new TreeSet<>(values("").known());
    packaged.removeIf(key -> !key.startsWith("uproute."));
    packaged.removeAll(properties.keySet());
    assertEquals(Set.of(), packaged);
    List<String> wrong = new ArrayList<>();
    SettingValues values = values("");
    Setting.all(RouteFolder.routes().keySet())
        .forEach(
            (key, setting) -> {
              if (setting.invalid(values.get(key), false) != null) {
                wrong.add(key + " = " + values.get(key));
              }
            });
    assertEquals(List.of(), wrong);
  }

  @Test
  void it_says_type_range_and_default_and_lists_the_keys_of_each_channel() throws Exception {
    Map<String, JsonNode> properties =
        properties("uproute.alert.channels = ops\nuproute.alert.ops.to = direct:alert-slack\n");
    JsonNode tick = properties.get("uproute.tick");
    assertEquals("java.lang.Integer", tick.path("type").asText());
    assertEquals("100", tick.path("defaultValue").asText());
    assertEquals(
        "how often the schedule is asked what is due, in milliseconds, 10 to 1000. It must be a"
            + " whole number from 10 to 1000.",
        tick.path("description").asText());
    assertTrue(properties.containsKey("uproute.alert.ops.url"), "of its kind, slack");
    assertTrue(properties.containsKey("uproute.alert.ops.events"), "of every channel");
    assertTrue(properties.containsKey("uproute.alert.discord.url"), "of a kind under its own name");
    assertEquals(
        "java.time.Duration", properties.get("uproute.summary.every").path("type").asText());
    properties.forEach(
        (name, each) -> assertTrue(!each.path("description").asText().isEmpty(), name));
  }
}
