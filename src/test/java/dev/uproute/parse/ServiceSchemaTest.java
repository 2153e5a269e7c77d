package dev.uproute.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** What an editor marks and completes is what the parser refuses and knows. */
class ServiceSchemaTest {
  private static final JsonMapper JSON = new JsonMapper();

  /** Fixtures of which only the parser knows what is wrong. */
  private static final Set<String> BEYOND =
      Set.of(
          """
          # several services or keys
          connect-timeout-above-timeout depends-on-circle depends-on-itself depends-on-unknown
          escalate-after-below-down-after file-empty-list heartbeat-same-token id-duplicate
          id-written-behind-a-derived-one maintenance-of-nobody maintenance-that-never-ends
          merge-at-the-top merge-timeout-above-interval merge-twice method-head-with-body-test
          retry-delay-above-interval slower-than-above-timeout timeout-above-interval
          timeout-in-defaults-above-interval type-https-on-http type-not-for-scheme was-itself
          was-listed was-twice
          # what has to be computed, or is not known before it is filled in
          body-matches-broken body-matches-look-ahead body-matches-too-large
          header-value-two-lines headers-foreign-placeholder heartbeat-short-secret
          heartbeat-short-token host-with-address id-device id-device-with-extension
          id-none-possible id-of-first-page interval-eight-days json-bad-path
          json-filter-expression json-function-inside json-function-unknown json-order-of-no-order
          json-without-quotes placeholder-in-a-group remind-every-too-long retries-octal
          site-index status-backwards timeout-zero window-cron-huge
          """
              .replaceAll("(?m)^#.*", "")
              .strip()
              .split("\\s+"));

  /** And addresses: a schema knows their schemes alone. */
  private static final String ADDRESS =
      "url-(?!scheme-|missing|empty|too-long|bare-without-type).*";

  private final Map<String, Object> json;
  private final JsonSchema schema;

  ServiceSchemaTest() throws IOException {
    json =
        new ServiceSchema(
                KeyMeanings.of(Files.readString(Path.of("docs/services.md"))),
                ServiceLists.TYPES,
                new Profiles(Path.of("no-such-folder")),
                List.of("discord", "mail"),
                new ListNames(Set.of("ops"), Set.of("duty")))
            .json();
    schema =
        JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(JSON.<JsonNode>valueToTree(json));
  }

  @Test
  void every_right_list_passes() throws IOException {
    List<String> lists = new ArrayList<>(KeysTest.everyKeyAndType());
    try (Stream<Path> examples = Files.list(Path.of("examples"))) {
      for (Path folder : examples.toList()) {
        if (Files.exists(folder.resolve("services.yaml"))) {
          lists.add(Files.readString(folder.resolve("services.yaml")));
        }
      }
    }
    lists.add(Files.readString(Path.of("services.yaml")));
    List<String> refused = new ArrayList<>();
    for (String list : lists) {
      // a channel of an example is none of this test's
      List<String> marks = marks(list.replaceAll("channels: \\[[^]]*]", "channels: [mail]"));
      if (!marks.isEmpty()) {
        refused.add(list + marks);
      }
    }
    assertTrue(lists.size() > 300, lists.size() + " lists");
    assertEquals(List.of(), refused);
  }

  @Test
  void names_of_lists_and_of_who_is_on_call_are_proposed_and_others_pass() throws Exception {
    String text = JSON.writeValueAsString(json);
    assertTrue(text.contains("[\"none\",\"ops\"]"), "lists");
    assertTrue(text.contains("[\"discord\",\"duty\",\"mail\"]"), "of a step");
    String list =
        """
        services: [{ url: "https://a.example", escalation: LIST }]
        escalation: [{ name: ops, steps: [{ after: 0s, channels: WHO }] }]
        on_call:
          - { name: duty, calendar: "https://c.example", people: { Anna: [CHANNEL] } }
        """;
    for (String who : List.of("duty", "mail", "another")) {
      String right = list.replace("LIST", "other").replace("WHO", who).replace("CHANNEL", "mail");
      assertEquals(List.of(), marks(right));
      assertFalse(marks(right.replace("Anna: [mail]", "Anna: [male]")).isEmpty());
    }
  }

  @Test
  void every_wrong_list_is_marked_that_can_be_known_to_be_wrong() throws IOException {
    Set<String> unmarked = new TreeSet<>();
    for (Path file : ConfigErrorsTest.fixtures().toList()) {
      String name = file.getFileName().toString().replace(".yaml", "");
      // what is no YAML, or without an end, reaches no schema
      if (!name.matches("yaml-.*|merge-itself") && marks(Files.readString(file)).isEmpty()) {
        unmarked.add(name);
      }
    }
    unmarked.removeIf(name -> name.matches(ADDRESS));
    assertEquals(new TreeSet<>(BEYOND), unmarked);
  }

  @Test
  void it_completes_the_keys_that_the_parser_knows_and_says_what_each_means() {
    JsonNode top = JSON.valueToTree(json).path("properties");
    List<String> silent = new ArrayList<>();
    Set<String> keys = keys("", top.path("services").path("items"), silent);
    assertEquals(new TreeSet<>(ServiceParser.keys()), keys);
    assertEquals(
        Keys.all().values().stream()
            .filter(key -> key.level().fits(Key.Level.LIST))
            .map(Key::name)
            .collect(java.util.stream.Collectors.toCollection(TreeSet::new)),
        keys("", top.path("defaults"), silent));
    assertEquals(
        new TreeSet<>(WindowKeys.READERS.keySet()),
        keys("", top.path("maintenance").path("items"), silent));
    assertEquals(
        new TreeSet<>(AnnouncementParser.READERS.keySet()),
        keys("", top.path("announcements").path("items"), silent));
    assertEquals(List.of(), silent);
  }

  private static Set<String> keys(String prefix, JsonNode group, List<String> silent) {
    Set<String> keys = new TreeSet<>();
    group
        .path("properties")
        .properties()
        .forEach(
            field -> {
              String name = prefix + field.getKey();
              boolean inner = field.getValue().has("properties") && !Keys.all().containsKey(name);
              if (inner) {
                keys.addAll(keys(name + ".", field.getValue(), silent));
              } else {
                keys.add(name);
              }
              if (field.getValue().path("description").asText().isEmpty()) {
                silent.add(name);
              }
            });
    return keys;
  }

  /** What an editor would mark in a file, whose merged groups are in their places. */
  private List<String> marks(String yaml) {
    try {
      LoadSettings settings = LoadSettings.builder().setSchema(new CoreSchema()).build();
      Object list = new Load(settings).loadFromString(yaml);
      return schema.validate(JSON.valueToTree(list)).stream().map(Object::toString).toList();
    } catch (YamlEngineException | IllegalArgumentException e) {
      return List.of(String.valueOf(e.getMessage()));
    }
  }
}
