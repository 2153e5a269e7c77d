package dev.uproute.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Secret;
import dev.uproute.service.Service;
import dev.uproute.service.Source;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the parser reads can be written again, key by key, and says the same. */
class WrittenListTest {
  private final ServiceParser parser = ServiceLists.parser(Source.FILE, Path.of("no-such-folder"));

  @Test
  void every_key_has_a_way_back() {
    Set<String> lost = new HashSet<>(Keys.all().keySet());
    WrittenKeys.all().keySet().forEach(key -> lost.remove(key.name()));
    // the same as interval; what was read with a profile is written with it
    assertEquals(Set.of("interval_seconds", "profile"), lost);
  }

  static List<String> every() {
    return KeysTest.everyKeyAndType().stream().toList();
  }

  /** One service with one key of another value than the built-in one, for each type it is for. */
  @ParameterizedTest
  @MethodSource("every")
  void a_key_comes_back_as_it_was(String yaml) {
    WrittenList list =
        WrittenList.of(parser, "services.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    assertEquals(list.services(), ServiceLists.parse(export(list)), yaml);
    for (Service service : list.services()) {
      Map<String, Object> sent = SentService.keys(service);
      assertEquals(
          service,
          SentService.of(
              new Location("x", 0, 0), sent, service.source(), service.target().filledIn()),
          sent.toString());
      Node alone =
          PlainKeys.node(new Location("x", 0, 0), WrittenList.keys(service, parser.profiles()));
      assertEquals(service, parser.one(alone), alone.toString());
    }
  }

  @Test
  void only_what_differs_from_its_profile_is_written_in_the_order_of_the_table() {
    assertExported(
        """
        defaults: { interval: 2m, tags: { team: web } }
        services:
          - { down_after: 2, name: Shop, url: "https://shop.example/", id: shop.front, profile: ok, retries: 2 }
          - { url: "udp://192.168.0.1:53" }
        """,
        """
        services:
          - id: shop.front
            name: Shop
            url: https://shop.example/
            profile: ok
            tags: {team: web}
            interval: 2m
            down_after: 2
          - id: 192-168-0-1
            url: udp://192.168.0.1:53
            tags: {team: web}
            interval: 2m
        """);
  }

  @Test
  void placeholders_stay_as_they_are_written_and_are_named_and_filled_in_only_when_asked_for() {
    String yaml =
        """
        services:
          - id: a
            url: https://{{env:HOST}}/
            headers: {X-Key: 'k {{env:SECRET}}', X-B: c}
            auth:
              bearer: '{{env:SECRET}}'
            tags: {t: '{{env:TRICK}}'}
        """;
    WrittenList list = WrittenList.of(parser, "f", yaml.getBytes(StandardCharsets.UTF_8));
    List<String> kept = new ArrayList<>();
    String exported = "services:\n" + item(list.keys(list.services().getFirst(), false, kept));
    assertEquals(List.of("url", "tags", "headers", "auth"), kept);
    assertFalse(exported.contains(Secret.WORD), exported);
    assertEquals(list.services(), ServiceLists.parse(exported));

    kept.clear();
    String open = item(list.keys(list.services().getFirst(), true, kept));
    assertTrue(open.contains("bearer: " + Secret.WORD + "!"), open);
    // {{sys:x}} would be taken for a placeholder itself
    assertEquals(List.of("tags"), kept);
  }

  @Test
  void texts_that_look_like_something_else_stay_texts() {
    assertReadsBack(
        """
        services:
          - id: a
            name: "~"
            url: https://a.example
            headers: { A: "null", B: "true", C: "0x1F", D: " x ", E: "a: b # c", F: "" }
            body: "line one\\nline two \\t\\u2028 \\U0001F600 'q' \\"d\\" \\\\\\n"
            tags: { "<<": "=", "null": "NULL", "1": "1.0", "yes": "- a", "k:": "{x}" }
            expect: { body_matches: "^\\\\d+\\\\s$", body_contains: "  " }
        """);
  }

  @Test
  void services_of_a_table_are_written_with_the_profile_that_leaves_least() {
    Service graded =
        ServiceLists.service(
            "id: a", "url: \"https://a.example/\"", "profile: graded", "interval: 1h");
    assertEquals(
        Map.of("id", "a", "url", "https://a.example/", "profile", "graded", "interval", "1h"),
        WrittenList.keys(graded, parser.profiles()));
  }

  @Test
  void a_new_service_says_what_the_defaults_of_a_file_would_change() {
    String yaml =
        """
        defaults: { interval: 20s, timeout: 20s, profile: ok, down_after: 3, escalate_after: 5, remind_every: 1h }
        services: [{ id: a, url: "https://a.example/" }]
        """;
    WrittenList list = WrittenList.of(parser, "f", yaml.getBytes(StandardCharsets.UTF_8));
    Node node =
        PlainKeys.node(
            new Location("other", 3, 1),
            Map.of(
                "id",
                "b",
                "url",
                "https://b.example/",
                "interval",
                "10s",
                "auth",
                Map.of("bearer", "{{env:SECRET}}")));
    WrittenList.Addition added = list.addition(node);
    assertEquals(List.of("remind_every"), added.inherited());
    String defaults = yaml.lines().findFirst().orElseThrow().replace(", remind_every: 1h", "");
    String whole = defaults + "\nservices:\n" + item(added.keys());
    assertEquals(added.service(), ServiceLists.parse(whole).getFirst(), whole);
    assertTrue(whole.contains("{{env:SECRET}}"), whole);
  }

  private void assertReadsBack(String yaml) {
    WrittenList list = WrittenList.of(parser, "f", yaml.getBytes(StandardCharsets.UTF_8));
    String exported = export(list);
    assertEquals(list.services(), ServiceLists.parse(exported), exported);
  }

  private void assertExported(String yaml, String expected) {
    WrittenList list = WrittenList.of(parser, "f", yaml.getBytes(StandardCharsets.UTF_8));
    assertEquals(expected, export(list));
    assertReadsBack(yaml);
  }

  private static String export(WrittenList list) {
    return "services:\n"
        + list.services().stream()
            .map(s -> item(list.keys(s, false, new ArrayList<>())))
            .collect(Collectors.joining());
  }

  private static String item(Map<String, Object> keys) {
    return YamlText.item(PlainKeys.nested(keys), 2);
  }
}
