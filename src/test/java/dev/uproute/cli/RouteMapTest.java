package dev.uproute.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;

/** The map of the routes says what their files say, and nothing that is secret. */
class RouteMapTest {
  private static final Path PAGE = Path.of("docs/ARCHITECTURE.md");

  @Test
  void each_route_is_listed_with_where_it_sends_to_in_the_order_of_its_steps() throws Exception {
    List<RouteMap.Entry> routes =
        map(
            """
            - route:
                id: a
                description: What it does
                routeConfigurationId: rethrow
                from:
                  uri: timer:often
                  parameters: { period: 1000 }
                  steps:
                    - choice:
                        when:
                          - simple: "${body} == null"
                            steps:
                              - to: direct:b
                        otherwise:
                          steps:
                            - wireTap: { uri: direct:c, dynamicUri: false }
                    - doTry:
                        steps:
                          - enrich: { constant: "direct:d" }
                        doCatch:
                          - exception: [ java.lang.Exception ]
                            steps:
                              - to: direct:b
                    - recipientList: { constant: "direct:e,seda:f?size=7" }
                    - toD: "direct:check-${variable.type}"
            """);
    assertEquals(
        List.of(
            new RouteMap.Entry(
                "a",
                "example",
                "What it does",
                "rethrow",
                "timer:often",
                List.of(
                    "direct:b", "direct:c", "direct:d", "direct:e", "seda:f", "direct:check-*"))),
        routes);
  }

  @Test
  void of_an_endpoint_outside_only_the_component_is_shown() throws Exception {
    List<RouteMap.Entry> routes =
        map(
            """
            - route:
                id: a
                from:
                  uri: platform-http:/hook/SECRET
                  steps:
                    - to: { uri: "https://host/SECRET", parameters: { httpMethod: SECRET } }
                    - to: "sql:select 'SECRET'?dataSource=#SECRET"
                    - to: { uri: "sql:classpath:sql/x.sql", parameters: { dataSource: "#SECRET" } }
                    - toD: "smtp://user:SECRET@${body}"
                    - toD: "${variable.SECRET}"
                    - enrich: { simple: "ftp://SECRET@${body}" }
                    - recipientList: { constant: "file:SECRET" }
            """);
    assertEquals("platform-http", routes.getFirst().from());
    assertEquals(
        List.of("https", "sql", "sql:x.sql", "smtp", "*", "ftp", "file"), routes.getFirst().to());
    assertFalse((routes + Mermaid.graph(routes)).contains("SECRET"));
  }

  @Test
  void the_graph_has_a_node_for_each_file_and_one_for_those_of_a_family_that_are_used_alike() {
    List<RouteMap.Entry> routes =
        List.of(
            entry("a", "a", "timer:a", "direct:x-*", "direct:a-b"),
            entry("a-b", "a", "direct:a-b", "seda:end"),
            entry("end", "end", "seda:end", "*"),
            entry("x-1", "x-1", "direct:x-1"),
            entry("x-2", "x-2", "direct:x-2"),
            entry("x-3", "x-3", "direct:x-3", "direct:a-b"));
    assertEquals(
        """
        flowchart LR
          r_a(["a"])
          r_end["end"]
          r_x_1["x-1<br>x-2"]
          r_x_3["x-3"]
          r_a -.-> r_end
          r_a --> r_x_1
          r_a --> r_x_3
          r_x_3 --> r_a
        """,
        Mermaid.graph(routes));
  }

  @Test
  void the_picture_in_docs_is_this_map() throws Exception {
    Main main = RoutesCommand.assemble(true);
    try {
      main.init();
      List<RouteMap.Entry> routes = RouteMap.of(main.getCamelContext());
      assertTrue(routes.size() > 50, routes.size() + " routes");
      String page = Files.readString(PAGE);
      String picture = "```mermaid\n" + Mermaid.graph(routes) + "```";
      Path made =
          Files.writeString(
              Path.of("target/ARCHITECTURE.md"),
              page.replaceFirst("(?s)```mermaid\n.*?```", Matcher.quoteReplacement(picture)));
      assertEquals(
          Files.readString(made), page, "cp target/ARCHITECTURE.md docs/ARCHITECTURE.md is wanted");
    } finally {
      main.stop();
    }
  }

  private static RouteMap.Entry entry(String id, String file, String from, String... to) {
    return new RouteMap.Entry(id, file, "does " + id, "rethrow", from, List.of(to));
  }

  private static List<RouteMap.Entry> map(String yaml) throws Exception {
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      camel.build();
      PluginHelper.getRoutesLoader(camel)
          .loadRoutes(ResourceHelper.fromString("example.camel.yaml", yaml));
      return RouteMap.of(camel);
    }
  }
}
