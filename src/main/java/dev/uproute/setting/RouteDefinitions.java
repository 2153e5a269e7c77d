package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import java.io.IOException;
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
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What route files say as Camel reads it, before a route is made of it. */
public final class RouteDefinitions {
  private static final Logger LOG = LoggerFactory.getLogger(RouteDefinitions.class);

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
        files.put(name, own.contains(name) ? own(name) : RouteFolder.packaged(name));
        routes.put(name, of(camel, files.get(name).routes()));
      }
    }
    List<RouteDefinition> all = routes.values().stream().flatMap(List::stream).toList();
    List<ConfigError> errors = new ArrayList<>();
    own.stream()
        .filter(routes::containsKey)
        .map(name -> RouteConflicts.of(name, files.get(name), routes.get(name), all))
        .forEach(errors::addAll);
    refuse(errors);
  }

  /**
   * Judges whether what is on a loaded route of the current folder ends; Camel would start it.
   *
   * @throws ConfigErrors with everything that never does
   */
  static void judgeEnds(CamelContext camel) throws IOException {
    List<RouteDefinition> all =
        camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions();
    List<ConfigError> errors = new ArrayList<>();
    for (String name : RouteFolder.own()) {
      List<RouteDefinition> routes =
          all.stream().filter(route -> RouteConflicts.file(route).equals(name)).toList();
      if (!routes.isEmpty()) {
        errors.addAll(EndlessRoutes.of(own(name), routes, all));
      }
    }
    refuse(errors);
  }

  private static RouteFile own(String name) throws IOException {
    String path = RouteRules.file(name);
    return RouteFile.read(path, Files.readAllBytes(Path.of(path)));
  }

  private static void refuse(List<ConfigError> errors) {
    if (!errors.isEmpty()) {
      throw new ConfigErrors(errors);
    }
  }

  /** What Camel says of the loaded routes, with its place where Camel names none. */
  public static Exception placed(CamelContext camel, SettingValues settings, Exception failure) {
    try {
      judge(camel, settings);
    } catch (ConfigErrors errors) {
      return errors;
    } catch (Exception e) {
      LOG.debug("route files are not judged beside each other", e);
    }
    return failure;
  }
}
