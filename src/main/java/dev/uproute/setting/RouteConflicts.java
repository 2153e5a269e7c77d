package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.Location;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.model.RouteDefinition;

/**
 * What a route file must not do beside the others: have a name of its own, take what another file
 * has, or never come to an end. Camel would find some of that when the route starts, and the rest
 * not at all.
 */
public final class RouteConflicts {
  private static final String HTTP = "platform-http:";

  private final String name;
  private final RouteFile file;
  private final Collection<RouteDefinition> others;
  private final List<ConfigError> errors = new ArrayList<>();

  private RouteConflicts(String name, RouteFile file, Collection<RouteDefinition> others) {
    this.name = name;
    this.file = file;
    this.others = others;
  }

  /**
   * Everything that is wrong with the routes of a file.
   *
   * @param name of the file, without its suffix
   * @param routes those of the file
   * @param all those of every file
   */
  public static List<ConfigError> of(
      String name,
      RouteFile file,
      Collection<RouteDefinition> routes,
      Collection<RouteDefinition> all) {
    List<RouteDefinition> others = all.stream().filter(route -> !name.equals(file(route))).toList();
    RouteConflicts conflicts = new RouteConflicts(name, file, others);
    routes.forEach(conflicts::judge);
    conflicts.errors.addAll(
        EndlessRoutes.of(file, routes, Stream.concat(routes.stream(), others.stream()).toList()));
    return conflicts.errors;
  }

  /** The name of the file a route stands in, without its suffix. */
  public static String file(RouteDefinition route) {
    return route.getResource() == null
        ? ""
        : route.getResource().getLocation().replaceAll(".*[:/]|\\.camel\\.yaml$", "");
  }

  private void judge(RouteDefinition route) {
    String id = route.getRouteId();
    String from = route.getInput().getEndpointUri();
    if (!route.hasCustomIdAssigned()) {
      error(from, "a route needs an id: " + name);
    } else if (!id.equals(name) && !id.startsWith(name + "-")) {
      error(id, "the id of a route here is " + name + ", or begins with " + name + "-");
    }
    for (RouteDefinition other : others) {
      String its = other.getInput().getEndpointUri();
      if (id.equals(other.getRouteId())) {
        error(id, "the id " + id + " is that of a route in routes/" + file(other) + ".camel.yaml");
      } else if (same(from, its)) {
        error(path(from), "another route begins at " + path(from) + ": " + other.getRouteId());
      }
    }
  }

  private static boolean same(String from, String other) {
    if (!from.startsWith(HTTP) || !other.startsWith(HTTP)) {
      return from.replace("//", "").equals(other.replace("//", ""));
    }
    String prefix = path(from) + (path(from).endsWith("/") ? "" : "/");
    return path(from).equals(path(other))
        || from.contains("matchOnUriPrefix=true") && path(other).startsWith(prefix);
  }

  private static String path(String uri) {
    return uri.replaceFirst("\\?.*", "");
  }

  private void error(String at, String message) {
    Location location = file.find(at);
    errors.add(
        new ConfigError(
            location == null ? new Location(file.path(), 1, 1) : location, null, message));
  }
}
