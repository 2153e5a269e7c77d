package dev.uproute.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.parse.ConfigError;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which routes never end, and which only look so. */
class EndlessRoutesTest {
  private static final String A = "a circle that never ends: a -> a";

  private static RouteFile file(String name, String text) {
    return RouteFile.read("routes/" + name + ".camel.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<RouteDefinition> routes(RouteFile file) throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.disableJMX();
      camel.build();
      return RouteDefinitions.of(camel, file.routes());
    }
  }

  private static String route(String id, String from, String steps) {
    return """
        - route:
            id: %s
            from:
              uri: %s
              steps:
        """
            .formatted(id, from)
        + steps.indent(8);
  }

  /** Those of the first of some files. */
  private static List<String> errors(RouteFile... files) throws Exception {
    List<RouteDefinition> all = new ArrayList<>();
    for (RouteFile file : files) {
      all.addAll(routes(file));
    }
    return EndlessRoutes.of(files[0], routes(files[0]), all).stream()
        .map(ConfigError::toString)
        .toList();
  }

  private static List<String> ofOne(String steps) throws Exception {
    return errors(file("a", route("a", "direct:a", steps)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- log: x\n- to: direct:a",
        "- log: \"direct:a is next\"\n- to: { uri: \"direct://a?timeout=1\" }",
        "- log: x\n- to: { uri: direct, parameters: { name: a } }",
        "- log: x\n- toD: direct:a",
        "- log: x\n- wireTap: { uri: direct:a }",
        "- log: x\n- enrich: { constant: direct:a }",
        "- log: x\n- recipientList: { constant: \"log:a,direct:a\" }",
        "- multicast:\n    steps: [ to: log:a, to: direct:a ]",
        "- doTry:\n    steps: [ to: direct:a ]\n    doCatch: [ exception: [ java.lang.Exception ], steps: [ stop: {} ] ]",
        "- doTry:\n    steps: [ log: a ]\n    doFinally: { steps: [ to: direct:a ] }",
        "- circuitBreaker:\n    steps: [ to: direct:a ]",
        "- step:\n    steps: [ pipeline: { steps: [ to: direct:a ] } ]",
        "- filter:\n    { simple: \"${body}\", steps: [ to: direct:a ] }\n- to: direct:a",
      })
  void a_route_that_every_exchange_makes_call_itself_never_ends(String steps) throws Exception {
    List<String> errors = ofOne(steps);
    int line =
        6
            + (int)
                steps
                    .lines()
                    .takeWhile(
                        each ->
                            !each.matches(".*direct.*")
                                || each.matches(".*(log: \\S?direct|filter|simple).*"))
                    .count();
    assertEquals(1, errors.size(), errors::toString);
    String place = "routes/a.camel.yaml:" + line + ":";
    assertEquals(place, errors.getFirst().substring(0, place.length()), errors.getFirst());
    assertEquals(A, errors.getFirst().replaceFirst("^\\S+ ", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "- to: direct:b",
        "- filter: { simple: \"${header.n} < 3\", steps: [ to: direct:a ] }",
        "- choice:\n    when: [ { simple: \"${body}\", steps: [ to: direct:a ] } ]\n    otherwise: { steps: [ log: x ] }",
        "- split: { simple: \"${body}\", steps: [ to: direct:a ] }",
        "- loop: { simple: \"${body}\", steps: [ to: direct:a ] }",
        "- doTry:\n    steps: [ log: a ]\n    doCatch: [ { exception: [ java.lang.Exception ], steps: [ to: direct:a ] } ]",
        "- filter: { simple: \"${body}\", steps: [ stop: {} ] }\n- to: direct:a",
        "- choice:\n    when: [ { simple: \"${body}\", steps: [ throwException: { exceptionType: java.lang.Exception, message: x } ] } ]\n- to: direct:a",
        "- validate: { simple: \"${body}\" }\n- to: direct:a",
        "- toD: \"direct:${body}\"",
      })
  void a_condition_on_the_way_may_let_an_exchange_out(String steps) throws Exception {
    assertEquals(List.of(), ofOne(steps));
  }

  @Test
  void a_circle_is_named_on_its_shortest_way_in_each_file_it_goes_through() throws Exception {
    RouteFile a = file("a", route("a", "direct:a", "- to: direct:c\n- to: direct:b"));
    RouteFile b = file("b", route("b", "direct:b", "- to: seda:d"));
    RouteFile c = file("c", route("c", "direct:c", "- log: c"));
    RouteFile d = file("d", route("d", "seda:d?size=10", "- to: direct:a"));
    String circle = "a circle that never ends: ";
    assertEquals(
        List.of("routes/a.camel.yaml:7:15: " + circle + "a -> b -> d -> a"), errors(a, b, c, d));
    assertEquals(
        List.of("routes/d.camel.yaml:6:15: " + circle + "d -> a -> b -> d"), errors(d, a, b, c));
    assertEquals(List.of(), errors(c, a, b, d));
    assertEquals(List.of(), errors(a, b, c));
  }
}
