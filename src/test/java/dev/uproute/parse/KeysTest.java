package dev.uproute.parse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.uproute.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The parser's own table of keys and types: what it says is so, and docs/keys.md says the same. */
class KeysTest {
  private static final Path DOCS = Path.of("docs/keys.md");

  /** A right address of each type. */
  private static final Map<String, String> URLS =
      Map.ofEntries(
          Map.entry("http", "https://example.org"),
          Map.entry("tcp", "tcp://example.org:22"),
          Map.entry("tls", "tls://example.org:993"),
          Map.entry("udp", "udp://example.org:53"),
          Map.entry("dns", "dns://192.0.2.1/example.org"),
          Map.entry("ping", "ping://example.org"),
          Map.entry("heartbeat", "heartbeat:aaaaaaaaaaaaaaaaaaaa"),
          Map.entry("host", "host://"),
          Map.entry("exec", "exec:/bin/true"),
          Map.entry("camel", "camel:direct:x"),
          Map.entry(TypeSet.OWN, ""));

  /** A right value of each key; url and type are given by the type. */
  private static final Map<String, String> VALUES =
      Stream.of(
              "id x; was w; name x; site x; role core; zone local; enabled false; profile ok",
              "interval 2m; interval_seconds 120; timeout 5s; connect_timeout 1s; read_timeout 1s",
              "retries 2; retry_delay 2s; method POST; headers { X-A: b }; body x",
              "auth { bearer: x }; follow_redirects false; verify false; send x; fallback none",
              "expect.http_status 204; expect.body_contains x; expect.body_matches x",
              "expect.json $.a == 1; expect.headers { X-A: b }; degraded.http_status 500",
              "degraded.slower_than 1s; bot_protection_string x; grace 1m; limits.cpu 50",
              "limits.load 1; limits.ram 50; limits.swap 50; limits.disk 50; limits.updates 5",
              "limits.temperature 50; tls_warn_days 5; down_after 2; up_after 2; escalate_after 4",
              "objective.uptime 99.9; objective.window 7d, uptime: 99; objective.response p95 < 300ms",
              "locations home; quorum any; remind_every 1h; depends_on other; channels mail; escalation none; tags { a: b }; public false; tls legacy",
              "keep 2d",
              "show reason; environment { A_B: c }")
          .flatMap(line -> Stream.of(line.split("; ")))
          .collect(Collectors.toMap(e -> e.split(" ", 2)[0], e -> e.split(" ", 2)[1]));

  static List<Arguments> every() {
    List<Arguments> every = new ArrayList<>();
    for (Key<?> key : keys()) {
      for (String type : TypeSet.EVERY) {
        if (key != Keys.URL && key != Keys.TYPE) {
          every.add(Arguments.of(key.name(), type));
        }
      }
    }
    return every;
  }

  private static List<Key<?>> keys() {
    return Keys.all().values().stream()
        .filter(key -> key.level().fits(Key.Level.SERVICE))
        .<Key<?>>map(key -> key)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("every")
  void a_key_is_taken_for_the_types_that_use_it_and_refused_for_others(String name, String type) {
    Key<?> key = Keys.all().get(name);
    assertNotNull(VALUES.get(name), "a right value of " + name + " is wanted in this test");
    String yaml = yaml(name, type);

    assertEquals(
        key.types().contain(type) ? List.of() : List.of(sentence(key, shown(type))), errors(yaml));
  }

  /** For each key and type that uses it, a list with a service that has it. */
  static List<String> everyKeyAndType() {
    List<String> every = new ArrayList<>();
    for (Key<?> key : keys()) {
      TypeSet.EVERY.stream()
          .filter(type -> key.types().contain(type) && key != Keys.URL && key != Keys.TYPE)
          .forEach(type -> every.add(yaml(key.name(), type)));
    }
    return every;
  }

  private static String yaml(String key, String type) {
    String line = key.replaceFirst("\\.(.*)", ": { $1") + ": " + VALUES.get(key);
    return "services:\n  - %s\n    %s\n  - { id: other, url: \"http://other.example\" }\n"
        .formatted(address(type, key), line + (key.contains(".") ? " }" : ""));
  }

  private static String address(String type, String key) {
    String id = key.equals("id") ? "" : "id: own\n    ";
    return id + (type.equals(TypeSet.OWN) ? "type: store" : "url: " + URLS.get(type));
  }

  private static String shown(String type) {
    return type.equals(TypeSet.OWN) ? "store" : type;
  }

  private static List<String> errors(String yaml) {
    try {
      ServiceLists.parse(yaml);
      return List.of();
    } catch (ConfigErrors errors) {
      return errors.all().stream().map(error -> error.key() + ": " + error.message()).toList();
    }
  }

  private static String sentence(Key<?> key, String type) {
    return key.name() + ": " + key.useless(type, "");
  }

  @Test
  void what_defaults_and_profiles_say_holds_for_those_that_can_use_it() {
    List<Service> services =
        ServiceLists.parse(
            """
            defaults: { profile: ok, timeout: 5s, verify: false, expect: { http_status: 204, body_contains: x } }
            services:
              - { id: web, url: "http://a.example" }
              - { id: router, url: "ping://a.example" }
              - { id: job, url: "heartbeat:aaaaaaaaaaaaaaaaaaaa" }
            """);
    assertEquals(List.of(2, 2, 0), services.stream().map(s -> s.timing().retries()).toList());
    assertEquals("x", services.get(0).expect().bodyContains());
    assertEquals(null, services.get(1).expect().bodyContains());
    assertEquals(10, services.get(2).timing().timeout().toSeconds());
    assertEquals(true, services.get(2).request().verify());
  }

  @Test
  void the_page_in_docs_is_this_table() throws Exception {
    Path made = Files.writeString(Path.of("target/keys.md"), page());
    assertEquals(
        Files.readString(made), Files.readString(DOCS), "cp target/keys.md docs/keys.md is wanted");
  }

  private static String page() {
    String head =
        TypeSet.EVERY.stream().map(type -> " | `" + type + "`").collect(Collectors.joining());
    StringBuilder page =
        new StringBuilder(
            """
            # Which key is for which type of check

            Made from the parser's own table and compared with it in a test. ✓: used. –: refused with the
            sentence in the last column, where `x` stands for the type. `own` is any type of your own, `x` of a
            route `check-x`: it finds what is written in the Service it gets, and judges what it finds itself.

            A key written in a service, or merged into it, has to be for its type. What `defaults:` and profiles
            say holds for the services that can use it and is left out for others. So is a checkbox in Notion,
            where every row has one.

            """);
    page.append(
        "| key%s | sentence |\n|---%s|---|\n".formatted(head, "|:-:".repeat(TypeSet.EVERY.size())));
    keys().forEach(key -> page.append(row(key)));
    return page.toString();
  }

  private static String row(Key<?> key) {
    String cells =
        TypeSet.EVERY.stream()
            .map(type -> key.types().contain(type) ? " | ✓" : " | –")
            .collect(Collectors.joining());
    boolean all = TypeSet.EVERY.stream().allMatch(key.types()::contain);
    String sentence = all ? "" : key.useless("x", "");
    return "| `" + key.name() + "`" + cells + " | " + sentence + " |\n";
  }
}
