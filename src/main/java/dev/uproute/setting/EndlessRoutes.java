package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.Location;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/**
 * Routes on which something never ends: it loops for ever, or goes round in a circle of routes that
 * call each other, by {@code direct:} or {@code seda:}. Only {@linkplain RouteCalls calls that
 * every exchange makes} close such a circle: a condition on the way is trusted to let one out.
 */
final class EndlessRoutes {
  private static final int MOST_TURNS = 1_000_000;

  private final RouteFile file;
  private final Map<String, RouteDefinition> callees = new HashMap<>();
  private final Map<String, List<RouteCalls.Call>> calls = new HashMap<>();

  private EndlessRoutes(RouteFile file, Collection<RouteDefinition> all) {
    this.file = file;
    all.forEach(
        route -> {
          callees.put(RouteCalls.name(route.getInput().getEndpointUri()), route);
          calls.put(route.getRouteId(), RouteCalls.of(route));
        });
  }

  /**
   * What is endless in the routes of a file, each circle once, at the call that leads into it.
   *
   * @param routes those of the file
   * @param all those of every file
   */
  static List<ConfigError> of(
      RouteFile file, Collection<RouteDefinition> routes, Collection<RouteDefinition> all) {
    EndlessRoutes endless = new EndlessRoutes(file, all);
    List<ConfigError> errors = new ArrayList<>();
    Map<Set<String>, ConfigError> circles = new LinkedHashMap<>();
    for (RouteDefinition route : routes) {
      ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), LoopDefinition.class)
          .stream()
          .filter(EndlessRoutes::endless)
          .map(_ -> endless.error("loop"::equals, 1, "a loop that never ends"))
          .forEach(errors::add);
      for (RouteCalls.Call call : endless.calls.get(route.getRouteId())) {
        List<String> circle = endless.circle(route.getRouteId(), call);
        if (!circle.isEmpty()) {
          String message = "a circle that never ends: " + String.join(" -> ", circle);
          ConfigError error = endless.error(call::writtenAs, call.line(), message);
          circles.putIfAbsent(new HashSet<>(circle), error);
        }
      }
    }
    errors.addAll(circles.values());
    return errors;
  }

  private static boolean endless(LoopDefinition loop) {
    if (!(loop instanceof ExpressionNode node) || node.getExpression() == null) {
      return false;
    }
    String text = Objects.requireNonNullElse(node.getExpression().getExpression(), "").strip();
    return Boolean.parseBoolean(loop.getDoWhile())
        ? text.equalsIgnoreCase("true")
        : text.matches("\\d{7,}") && !text.equals("" + MOST_TURNS);
  }

  /** The ids from a route by one of its calls back to it, on the shortest way; else empty. */
  private List<String> circle(String id, RouteCalls.Call call) {
    Map<String, String> callers = new HashMap<>();
    Deque<String> reached = new ArrayDeque<>();
    visit(id, call, callers, reached);
    while (!reached.isEmpty() && !callers.containsKey(id)) {
      String next = reached.remove();
      calls.get(next).forEach(each -> visit(next, each, callers, reached));
    }
    List<String> circle = new ArrayList<>();
    if (callers.containsKey(id)) {
      circle.add(id);
      for (String at = callers.get(id); !at.equals(id); at = callers.get(at)) {
        circle.addFirst(at);
      }
      circle.addFirst(id);
    }
    return circle;
  }

  private void visit(
      String caller, RouteCalls.Call call, Map<String, String> callers, Deque<String> reached) {
    RouteDefinition callee = callees.get(call.name());
    if (callee != null && callers.putIfAbsent(callee.getRouteId(), caller) == null) {
      reached.add(callee.getRouteId());
    }
  }

  private ConfigError error(Predicate<String> at, int line, String message) {
    Location place = new Location(file.path(), Math.max(1, line), 1);
    return new ConfigError(file.find(at, line).orElse(place), null, message);
  }
}
