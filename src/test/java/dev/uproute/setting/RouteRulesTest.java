package dev.uproute.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.parse.ConfigError;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people write wrong in route files, each with the sentence they read. */
class RouteRulesTest {
  private static final String RIGHT =
      """
      - route:
          id: check-store
          routeConfigurationId: rethrow
          from:
            uri: direct:check-store
            steps:
              - log: { message: "${body.id} ${variable.service.target.url} ${variable.attempt.number}" }
              - setHeader: { name: site, simple: "${body.site.length}${body.tags[a]}" }
              - toD: "sql:select 1?dataSource=#${variable.service.id}"
              - to: direct:check-store-more
              - setBody: { simple: "${body.whatever}" }
      - route:
          id: check-store-more
          from: { uri: direct:check-store-more, steps: [ { to: "log:x" } ] }
      """;

  private static List<String> errors(String name, String text) {
    Map<String, String> all = new TreeMap<>(RouteFolder.routes());
    all.put(name, "file:routes/" + name + ".camel.yaml");
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return RouteRules.errors(all, Map.of(name, bytes)).stream().map(ConfigError::toString).toList();
  }

  @Test
  void what_is_right_is_taken() {
    assertEquals(List.of(), errors("check-store", RIGHT));
    assertEquals(List.of(), errors("check-store", "[]"));
  }

  @ParameterizedTest(name = "{0} → {1}: {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          id: check-store$                | id: check-shop                | 2:9: id: "check-shop" has to be "check-store", as its file is called
          id: check-store$                | description: no id            | 1:3: route: has no id; it is called as its file: id: check-store
          id: check-store-more            | id: alert-more                | 13:9: id: "alert-more" is found in a file of its name only: routes/alert-more.camel.yaml
          uri: direct:check-store$        | uri: direct:check-stor        | 5:12: from: "direct:check-stor" has to be "direct:check-store", as its file is called
          rethrow                         | rethrown                      | 3:27: routeConfigurationId: there is no way to fail "rethrown", one of these is: log-and-continue, problem, rethrow, retry, retry-then-log; did you mean "rethrow"?
          to: direct:check-store-more     | to: direct:check-store-mor    | 10:15: to: there is no route direct:check-store-mor; did you mean "check-store-more"?
          to: direct:check-store-more     | to: { uri: direct, parameters: { name: pst } } | 10:22: to: there is no route direct:pst; did you mean "post"?
          to: direct:check-store-more     | wireTap: { uri: "direct:postt?timeout=1" } | 10:27: wireTap: there is no route direct:postt; did you mean "post"?
          to: direct:check-store-more     | to: nosuch:thing              | 10:15: to: there is no Camel component nosuch on the class path; if Camel has it, ./uproute add camel-nosuch fetches it
          "log:x"                         | "kafka:x"                     | 14:58: to: there is no Camel component kafka on the class path; if Camel has it, ./uproute add camel-kafka fetches it
          "log:x"                         | "lgo:x"                       | 14:58: to: there is no Camel component lgo on the class path; did you mean "log"?
          "sql:select                     | "sq1:select                   | 9:16: toD: there is no Camel component sq1 on the class path; did you mean "sql"?
          ${variable.service.target.url}  | ${variable.service.nmae}      | 7:27: message: ${variable.service.nmae}: Service has no nmae; did you mean "name"?
          ${variable.service.target.url}  | ${variable.service.target.prot} | 7:27: message: ${variable.service.target.prot}: Target has no prot; did you mean "port"?
          ${variable.attempt.number}      | ${variable.attempt.servce.id} | 7:27: message: ${variable.attempt.servce.id}: Attempt has no servce; did you mean "service"?
          ${body.id}                      | ${body?.idd}                  | 7:27: message: ${body?.idd}: Service has no idd; did you mean "id"?
          """)
  void what_is_wrong_is_named_with_its_place(String from, String to, String expected) {
    String text =
        RIGHT.replaceFirst(
            "(?m)" + from.replaceAll("([{}])", "\\\\$1").replaceAll("\\$(?!$)", "\\\\\\$"),
            to.replace("$", "\\$"));
    List<String> errors = errors("check-store", text);
    assertEquals(
        List.of("routes/check-store.camel.yaml:" + expected),
        errors.stream()
            .filter(e -> !e.contains("check-store-more; did you mean \"check-store\""))
            .toList());
  }

  @Test
  void reports_and_messages_have_properties_too() {
    String sink =
        """
        - route:
            id: summary-spool
            from:
              uri: direct:summary-spool
              steps:
                - setBody: { simple: "${body.at} ${body.servics.size} services" }
        """;
    assertEquals(
        List.of(
            "routes/summary-spool.camel.yaml:6:30: simple: ${body.servics.size}: Report has no"
                + " servics; did you mean \"services\"?"),
        errors("summary-spool", sink));
    String channel =
        """
        - from:
            uri: direct:alert-spool
            steps:
              - log: "${variable.message.sevrity}"
        - route:
            id: alert-spool
            from: direct:alert-spool
            steps:
              - log: "${variable.message.sevrity}: ${body.length}"
        """;
    assertEquals(
        List.of(
            "routes/alert-spool.camel.yaml:1:3: route: has no id; it is called as its file:"
                + " id: alert-spool",
            "routes/alert-spool.camel.yaml:9:14: log: ${variable.message.sevrity}: Message has no"
                + " sevrity; did you mean \"severity\"?"),
        errors("alert-spool", channel));
  }

  @Test
  void no_yaml_has_its_place() {
    assertEquals(
        List.of(
            "routes/check-store.camel.yaml:2:1: is not YAML: while parsing a flow mapping, expected ',' or '}', but got <stream end>"),
        errors("check-store", "- route: { id: x\n"));
  }

  @Test
  void our_own_files_keep_the_rules() throws Exception {
    Map<String, byte[]> own = new LinkedHashMap<>();
    for (String name : RouteFolder.routes().keySet()) {
      own.put(name, Files.readAllBytes(Path.of(RouteRules.file(name))));
    }
    assertEquals(List.of(), RouteRules.errors(RouteFolder.routes(), own));
  }
}
