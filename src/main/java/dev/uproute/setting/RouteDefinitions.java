package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;

/** What route files say as Camel reads it, before a route is made of it. */
public final class RouteDefinitions {
  private RouteDefinitions() {}

  /**
   * Those of one file whose precondition holds.
   *
   * @throws Exception as Camel says that it is not valid
   */
  public static List<RouteDefinition> of(CamelContext camel, Resource file) throws Exception {
    Collection<RoutesBuilder> builders =
        PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(file));
    List<RouteDefinition> routes = new ArrayList<>();
    for (RoutesBuilder each : builders) {
      RouteBuilder builder = (RouteBuilder) each;
      builder.prepareModel(camel);
      builder.getRouteCollection().getRoutes().stream()
          .filter(route -> included(camel, route.getPrecondition()))
          .forEach(routes::add);
    }
    return routes;
  }

  /** As Camel judges it at the start. */
  private static boolean included(CamelContext camel, String precondition) {
    if (precondition == null) {
      return true;
    }
    String resolved = camel.resolvePropertyPlaceholders(precondition);
    Predicate predicate = camel.resolveLanguage("simple").createPredicate(resolved);
    predicate.initPredicate(camel);
    return predicate.matches(new DefaultExchange(camel));
  }

  /**
   * Judges the files of the current folder beside all others. Camel itself lets the second of two
   * routes of one id take the place of the first without a word.
   *
   * @throws ConfigErrors with everything that is wrong
   * @throws Exception as Camel says that one is not valid
   */
  public static void judge(CamelContext camel, SettingValues settings) throws Exception {
    List<String> own = RouteFolder.own();
    if (own.isEmpty()) {
      return;
    }
    Map<String, RouteFile> files = new TreeMap<>();
    Map<String, List<RouteDefinition>> routes = new TreeMap<>();
    for (String name : RouteFolder.routes().keySet()) {
      if (ActiveRoutes.needed(settings, name)) {
        Path path = Path.of(RouteRules.file(name));
        files.put(
            name,
            own.contains(name)
                ? RouteFile.read(RouteRules.file(name), Files.readAllBytes(path))
                : RouteFolder.packaged(name));
        routes.put(name, of(camel, files.get(name).routes()));
      }
    }
    List<RouteDefinition> all = routes.values().stream().flatMap(List::stream).toList();
    List<ConfigError> errors = new ArrayList<>();
    own.stream()
        .filter(routes::containsKey)
        .map(name -> RouteConflicts.of(name, files.get(name), routes.get(name), all))
        .forEach(errors::addAll);
    if (!errors.isEmpty()) {
      throw new ConfigErrors(errors);
    }
  }
}
