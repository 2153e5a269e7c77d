package dev.uproute.reload;

import dev.uproute.setting.RouteConflicts;
import dev.uproute.setting.RouteDefinitions;
import dev.uproute.web.WebServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Route;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;

/**
 * The routes of a file in place of those it had before, all or none of them, while the others run.
 * Who is on an old one stays there to its end. For one thread.
 */
final class RoutesInPlace {
  private final Map<Route, RouteSwap.Count> counts = new HashMap<>();
  private final List<Retired> retired = new ArrayList<>();
  private final Map<String, Integer> leaving = new HashMap<>();

  /**
   * Brings the routes of a file to what it says.
   *
   * @param name of the file, without its suffix
   * @param next what it says; null when it is gone
   * @return how many it has now
   * @throws Exception when one of them cannot be made or started; then nothing has changed
   */
  int bring(DefaultCamelContext camel, String name, Resource next) throws Exception {
    List<RouteDefinition> routes = next == null ? List.of() : RouteDefinitions.of(camel, next);
    routes.forEach(RouteDefinition::markPrepared);
    Set<String> gone = new HashSet<>(ids(camel, name));
    List<RouteSwap> swaps = new ArrayList<>();
    try {
      for (RouteDefinition route : routes) {
        swaps.add(new RouteSwap(camel, route));
        swaps.getLast().build();
      }
      for (RouteSwap swap : swaps) {
        swap.commit(WebServer.starts(camel, swap.route()));
      }
    } catch (Exception e) {
      for (RouteSwap swap : swaps.reversed()) {
        swap.undo();
      }
      throw e;
    }
    for (RouteSwap swap : swaps) {
      gone.remove(swap.route().getId());
      leaving.remove(swap.route().getId());
      counts.put(swap.route(), swap.count());
      if (swap.before() != null) {
        retired.add(new Retired(swap.before(), swap.former(), () -> inside(camel, swap.before())));
      }
    }
    for (String id : gone) {
      RouteSwap.rest(camel.getRoute(id).getConsumer());
      leaving.put(id, 0);
    }
    return routes.size();
  }

  private static List<String> ids(DefaultCamelContext camel, String name) {
    return camel
        .getCamelContextExtension()
        .getContextPlugin(Model.class)
        .getRouteDefinitions()
        .stream()
        .filter(route -> RouteConflicts.file(route).equals(name))
        .map(RouteDefinition::getRouteId)
        .toList();
  }

  /** The routes that run but those that are about to leave. */
  List<RouteDefinition> definitions(DefaultCamelContext camel) {
    Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
    synchronized (model) {
      return model.getRouteDefinitions().stream()
          .filter(route -> !leaving.containsKey(route.getRouteId()))
          .toList();
    }
  }

  /** How many are on a route that gave way: all of its id, but for those on newer ones. */
  private long inside(DefaultCamelContext camel, Route route) {
    if (counts.containsKey(route)) {
      return counts.get(route).inside();
    }
    long newer =
        counts.entrySet().stream()
            .filter(each -> each.getKey().getId().equals(route.getId()))
            .mapToLong(each -> each.getValue().inside())
            .sum();
    return camel.getInflightRepository().size(route.getId()) - newer;
  }

  /** Ends what gave way and is empty; called every second. */
  void tidy(DefaultCamelContext camel) throws Exception {
    for (Iterator<Retired> each = retired.iterator(); each.hasNext(); ) {
      Retired one = each.next();
      if (one.ended()) {
        each.remove();
        counts.remove(one.route());
      }
    }
    for (String id : List.copyOf(leaving.keySet())) {
      int empty = inside(camel, camel.getRoute(id)) > 0 ? 0 : leaving.get(id) + 1;
      leaving.put(id, empty);
      if (empty == Retired.LOOKS) {
        leaving.remove(id);
        counts.remove(camel.getRoute(id));
        camel.getRouteController().stopRoute(id, 1, TimeUnit.SECONDS);
        camel.removeRoute(id);
      }
    }
  }
}
