package dev.uproute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.uproute.setting.RouteFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.camel.main.Main;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RemoveHeadersDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SetVariableDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.apache.camel.model.language.MethodCallExpression;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The house rules for {@code routes/}, kept by machine. */
class RoutesTest {
  /** The error style a route must name, by the beginning of its id. */
  private static final Map<String, String> STYLES =
      Map.of(
          "check-",
          "rethrow",
          "alert-",
          "rethrow",
          "summary-",
          "retry-then-log",
          "services-",
          "rethrow");

  /** The only places where an endpoint is made of what a service says, and why that is safe. */
  private static final Set<String> DYNAMIC =
      Set.of(
          // a constant: what is tapped is of the same class as what is made of data
          "services-notion direct:services-notion-read",
          // the parser lets only the names of existing check- routes through
          "attempt direct:check-${variable.type}",
          // the address is a literal made from a resolved InetAddress, the port a number
          "check-udp netty:udp",
          // any endpoint, but only for services the operator wrote into services.yaml
          "check-camel ${variable.endpoint}");

  /** Where a failure has a meaning of its own. */
  private static final Set<String> MEANS =
      Set.of(
          "check-udp",
          "queue",
          "queue-result",
          "lease-announce",
          "worker",
          "record-try",
          "backup",
          "deliver",
          "alert-pagerduty",
          "send-http",
          "services-notion",
          "notion-rows",
          "deliver-claim",
          "deliver-due",
          "deliver-outcome");

  private static Main main;
  private static Model model;

  @BeforeAll
  static void load() {
    // all files, also those of what nobody set up
    main = new Main();
    main.setDefaultPropertyPlaceholderLocation("file:application.properties");
    GivenSettings.on(main);
    main.addOverrideProperty("uproute.store", "memory");
    main.addOverrideProperty("uproute.notion.token", "none");
    main.addOverrideProperty("uproute.notion.data-source-id", "a".repeat(32));
    main.configure().setRoutesIncludePattern(String.join(",", RouteFolder.routes().values()));
    main.init();
    model = main.getCamelContext().getCamelContextExtension().getContextPlugin(Model.class);
  }

  @AfterAll
  static void stop() {
    main.stop();
  }

  @Test
  void a_file_is_named_as_its_route_and_the_route_answers_to_that_name() {
    List<String> broken = new ArrayList<>();
    for (RouteDefinition route : routes()) {
      String id = route.getRouteId();
      String file = file(route);
      String from = route.getInput().getEndpointUri();
      if (!id.equals(file) && !id.startsWith(file + "-")) {
        broken.add(id + " lives in " + file);
      }
      if (from.startsWith("direct") && !from.matches("direct:(//)?" + id)) {
        broken.add(id + " listens on " + from);
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void every_route_says_in_a_sentence_what_it_does() {
    List<String> broken =
        routes().stream().filter(r -> r.getDescription() == null).map(r -> r.getRouteId()).toList();
    assertEquals(List.of(), broken);
  }

  @Test
  void every_route_names_a_known_way_to_fail() {
    Set<String> known = new HashSet<>();
    for (RouteConfigurationDefinition style : model.getRouteConfigurationDefinitions()) {
      if (style.getId() != null) {
        known.add(style.getId());
      }
    }
    assertEquals(
        Set.of("log-and-continue", "retry", "rethrow", "retry-then-log", "problem"), known);
    List<String> broken = new ArrayList<>();
    for (RouteDefinition route : routes()) {
      String style = route.getRouteConfigurationId();
      if (!known.contains(style)) {
        broken.add(route.getRouteId() + " names no known error style: " + style);
      }
      STYLES.forEach(
          (prefix, wanted) -> {
            if (route.getRouteId().startsWith(prefix) && !wanted.equals(style)) {
              broken.add(route.getRouteId() + " must name the error style " + wanted);
            }
          });
      boolean api = route.getInput().getEndpointUri().matches("platform-http:/(api|agent)/.*");
      if (api != "problem".equals(style)) {
        broken.add(route.getRouteId() + ": routes of the API, and no others, answer a problem");
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void a_command_that_does_one_thing_can_leave_out_what_a_clock_begins() {
    // a batch that waits, and rows of Notion, are written by such a command, too
    Set<String> always = Set.of("record-failed-again", "notion-rows", "lease");
    List<String> broken = new ArrayList<>();
    for (RouteDefinition route : routes()) {
      boolean clock = route.getInput().getEndpointUri().matches("(quartz|scheduler|timer):.*");
      if (clock
          && !always.contains(route.getRouteId())
          && !String.valueOf(route.getPrecondition()).contains("{{uproute.monitor:true}}")) {
        broken.add(route.getRouteId() + " says no precondition");
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void a_route_of_the_http_server_hands_nothing_on_that_its_caller_sent() {
    List<String> broken = new ArrayList<>();
    for (RouteDefinition route : routes()) {
      if (!route.getInput().getEndpointUri().startsWith("platform-http:")) {
        continue;
      }
      boolean clean =
          route.getOutputs().stream()
              .filter(step -> !step.isAbstract())
              .dropWhile(step -> step instanceof SetVariableDefinition)
              .findFirst()
              .filter(
                  step ->
                      step instanceof RemoveHeadersDefinition all && "*".equals(all.getPattern()))
              .isPresent();
      if (!clean) {
        broken.add(route.getRouteId() + " does not begin with setVariable, then removeHeaders *");
      }
    }
    assertEquals(List.of(), broken);
    assertFalse(
        main.getCamelContext().getRestConfiguration().isEnableCORS(),
        "pages of other sites are not to read ours");
  }

  @Test
  void no_route_handles_errors_in_a_way_of_its_own() throws Exception {
    List<String> broken = new ArrayList<>();
    for (Path file : files()) {
      String text = Files.readString(file);
      // there silence means a ping, a store that fails keeps results waiting, a source its list, no
      // answer is a reply,
      // an incident that is refused says nothing of the others, a broker that is away that checks
      // are made here
      boolean means = MEANS.stream().anyMatch(name -> file.endsWith(name + ".camel.yaml"));
      if (!file.endsWith("errors.camel.yaml") && text.matches("(?s).*(onException|rrorHandler):.*")
          || !means && text.contains("doCatch:")) {
        broken.add(file.toString());
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void no_two_routes_begin_at_the_same_endpoint() {
    List<String> from = routes().stream().map(r -> r.getInput().getEndpointUri()).toList();
    assertEquals(from.stream().distinct().toList(), from, "the second would not start");
  }

  @Test
  void deliveries_are_forced_to_the_disk_by_the_route_that_had_them_stored() throws Exception {
    Set<String> storing = new TreeSet<>();
    Set<String> forcing = new TreeSet<>();
    for (Path file : files()) {
      String text = Files.readString(file);
      String name = file.getFileName().toString().replaceFirst("\\..*", "");
      if (text.contains("sql/insert-delivery")) {
        storing.add(name);
      }
      if (text.contains("{ ref: store, method: force }")) {
        forcing.add(name);
      }
    }
    assertEquals(
        Set.of("budget", "deliver-mark", "record-batch-rows", "record-memory", "report-store"),
        storing);
    assertEquals(Set.of("budget", "deliver-outcome", "record-committed", "report"), forcing);
  }

  @Test
  void every_room_that_is_called_exists() throws Exception {
    Set<String> routeNames = new HashSet<>();
    routes().forEach(r -> routeNames.add(r.getRouteId()));
    List<String> broken = new ArrayList<>();
    for (Path file : files()) {
      Matcher calls =
          Pattern.compile("direct:([a-z-]+)([^a-z-]|$)").matcher(Files.readString(file));
      while (calls.find()) {
        if (!calls.group(1).endsWith("-") && !routeNames.contains(calls.group(1))) {
          broken.add(file + " calls " + calls.group(1));
        }
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void no_endpoint_is_made_of_data() {
    List<String> broken = new ArrayList<>();
    for (RouteDefinition route : routes()) {
      find(route, ToDynamicDefinition.class)
          .filter(
              to ->
                  !(to instanceof WireTapDefinition<?> tap) || !"false".equals(tap.getDynamicUri()))
          .map(to -> route.getRouteId() + " " + to.getUri())
          .filter(to -> DYNAMIC.stream().noneMatch(to::startsWith))
          .forEach(broken::add);
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void every_statement_is_a_file() throws Exception {
    List<String> broken = new ArrayList<>();
    for (Path file : files()) {
      Matcher inline =
          Pattern.compile("sql:(?!classpath:sql/)\\S+").matcher(Files.readString(file));
      while (inline.find()) {
        broken.add(file + " has " + inline.group());
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void every_call_of_a_bean_names_the_method() {
    List<String> broken = new ArrayList<>();
    for (RouteDefinition route : routes()) {
      find(route, BeanDefinition.class)
          .filter(bean -> bean.getMethod() == null)
          .forEach(bean -> broken.add(route.getRouteId() + " calls " + bean.getRef()));
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void a_file_fits_on_a_screen() throws Exception {
    List<String> broken = new ArrayList<>();
    for (Path file : files()) {
      long lines = Files.readString(file).lines().count();
      if (lines > 80 && !file.endsWith("beans.camel.yaml")) {
        broken.add(file + " has " + lines + " lines");
      }
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void a_step_that_decides_by_an_expression_says_what_it_decides() {
    List<String> broken = new ArrayList<>();
    for (RouteDefinition route : routes()) {
      Stream.of(FilterDefinition.class, SplitDefinition.class, LoopDefinition.class)
          .<ExpressionNode>flatMap(type -> find(route, type))
          // a bean and its method have names that say it
          .filter(step -> !(step.getExpression() instanceof MethodCallExpression))
          .filter(step -> step.getDescription() == null)
          .forEach(step -> broken.add(route.getRouteId() + " " + step));
    }
    assertEquals(List.of(), broken);
  }

  @Test
  void nothing_that_runs_code_from_text_is_on_the_classpath() {
    for (String component : List.of("exec", "ssh", "docker")) {
      assertNull(
          getClass().getResource("/META-INF/services/org/apache/camel/component/" + component));
    }
    for (String language : List.of("groovy", "jq", "js", "mvel", "ognl")) {
      assertNull(
          getClass().getResource("/META-INF/services/org/apache/camel/language/" + language));
    }
  }

  private static List<RouteDefinition> routes() {
    return model.getRouteDefinitions();
  }

  private static String file(RouteDefinition route) {
    return route.getResource().getLocation().replaceAll(".*/|\\.camel\\.yaml$", "");
  }

  private static List<Path> files() throws Exception {
    try (Stream<Path> files = Files.list(Path.of("routes"))) {
      return files.sorted().toList();
    }
  }

  private static <T extends ProcessorDefinition<?>> Stream<T> find(
      RouteDefinition route, Class<T> type) {
    return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), type).stream();
  }
}
