package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Judges one route file. Not thread-safe. */
final class RouteFileRules {
  /** Routes that are found by the name of their file, with who finds them. */
  private static final List<String> FAMILIES = List.of("check-", "alert-", "summary-", "services-");

  /** What a name is made of while the program runs. */
  static final Pattern COMPUTED = Pattern.compile("\\{\\{|\\$\\{|\\$simple\\{");

  private final String file;
  private final RouteRules.Names names;
  private final EndpointRules endpoints;
  private final List<ConfigError> errors;

  /**
   * @param file its name, without its suffix
   * @param errors gets what is wrong
   */
  RouteFileRules(String file, RouteRules.Names names, List<ConfigError> errors) {
    this.file = file;
    this.names = names;
    this.errors = errors;
    this.endpoints = new EndpointRules(names, errors);
  }

  void judge(Node whole) {
    if (!(whole instanceof Node.Items(Location _, List<Node> items))) {
      return; // Camel says what it wants instead
    }
    List<Node.Fields> routes = new ArrayList<>();
    for (Node item : items) {
      if (item instanceof Node.Fields(Location place, List<Node.Field> fields)) {
        for (Node.Field each : fields) {
          if (each.name().equals("from")) {
            missingId(place);
          } else if (each.name().equals("route") && each.value() instanceof Node.Fields route) {
            route(place, route);
            routes.add(route);
          }
          endpoints.judge(each);
        }
      }
    }
    family(routes);
  }

  private void missingId(Location place) {
    error(place, "route", "has no id; it is called as its file: id: " + file);
  }

  private void route(Location place, Node.Fields route) {
    Node.Text id = route.text("id");
    if (id == null) {
      missingId(place);
    } else {
      String family = family(id.value());
      boolean here = id.value().equals(file) || id.value().startsWith(file + "-");
      if (family != null && !here && !file.startsWith(family)) {
        error(
            id, "id", id + " is found in a file of its name only: " + RouteRules.file(id.value()));
      }
    }
    Node.Text style = route.text("routeConfigurationId");
    if (style != null) {
      Stream.of(style.value().split(",")).map(String::strip).forEach(each -> style(style, each));
    }
    PropertyRules.judge(file, route, errors);
  }

  private void style(Node.Text where, String style) {
    boolean open = style.endsWith("*") || COMPUTED.matcher(style).find();
    if (!open && !names.styles().contains(style)) {
      error(
          where,
          "routeConfigurationId",
          "there is no way to fail \"%s\", one of these is: %s%s"
              .formatted(
                  style, String.join(", ", names.styles()), Suggestion.of(style, names.styles())));
    }
  }

  private static String family(String name) {
    return FAMILIES.stream().filter(name::startsWith).findFirst().orElse(null);
  }

  /** Such a file has a route of its name, which is called by that name. */
  private void family(List<Node.Fields> routes) {
    List<Node.Text> ids = routes.stream().map(route -> route.text("id")).toList();
    if (family(file) == null || routes.isEmpty() || ids.contains(null)) {
      return;
    }
    for (int i = 0; i < ids.size(); i++) {
      if (ids.get(i).value().equals(file)) {
        from(routes.get(i));
        return;
      }
    }
    String name = "\"" + file + "\"";
    error(ids.getFirst(), "id", ids.getFirst() + " has to be " + name + ", as its file is called");
  }

  private void from(Node.Fields route) {
    Node from = route.value("from");
    Node.Text uri = from instanceof Node.Fields fields ? fields.text("uri") : (Node.Text) from;
    String wanted = "direct:" + file;
    if (uri != null
        && !uri.value().replaceFirst("^direct://", "direct:").equals(wanted)
        && !COMPUTED.matcher(uri.value()).find()
        && !uri.value().equals("direct")) {
      error(uri, "from", uri + " has to be \"" + wanted + "\", as its file is called");
    }
  }

  private void error(Node where, String key, String message) {
    error(where.location(), key, message);
  }

  private void error(Location where, String key, String message) {
    errors.add(new ConfigError(where, key, message));
  }
}
