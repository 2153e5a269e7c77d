package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.text.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Judges one route file. Not thread-safe. */
final class RouteFileRules {
  /** Routes that are found by the name of their file, with who finds them. */
  private static final List<String> FAMILIES = List.of("check-", "alert-", "summary-", "services-");

  private static final Set<String> CALLS =
      Set.of("to", "toD", "wireTap", "enrich", "pollEnrich", "poll");

  /** What a name is made of while the program runs. */
  private static final Pattern COMPUTED = Pattern.compile("\\{\\{|\\$\\{|\\$simple\\{");

  private static final String COMPONENTS = "META-INF/services/org/apache/camel/component/";

  private final String file;
  private final RouteRules.Names names;
  private final List<ConfigError> errors;

  /**
   * @param file its name, without its suffix
   * @param errors gets what is wrong
   */
  RouteFileRules(String file, RouteRules.Names names, List<ConfigError> errors) {
    this.file = file;
    this.names = names;
    this.errors = errors;
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
          endpoints(each);
        }
      }
    }
    family(routes);
  }

  private void missingId(Location place) {
    error(place, "route", "has no id; it is called as its file: id: " + file);
  }

  private void route(Location place, Node.Fields route) {
    Node.Text id = text(route, "id");
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
    Node.Text style = text(route, "routeConfigurationId");
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
    List<Node.Text> ids = routes.stream().map(route -> text(route, "id")).toList();
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
    Node from = value(route, "from");
    Node.Text uri = from instanceof Node.Fields fields ? text(fields, "uri") : (Node.Text) from;
    String wanted = "direct:" + file;
    if (uri != null
        && !uri.value().replaceFirst("^direct://", "direct:").equals(wanted)
        && !COMPUTED.matcher(uri.value()).find()
        && !uri.value().equals("direct")) {
      error(uri, "from", uri + " has to be \"" + wanted + "\", as its file is called");
    }
  }

  /** Every endpoint a field has in it. */
  private void endpoints(Node.Field field) {
    boolean call = CALLS.contains(field.name());
    boolean from = field.name().equals("from");
    if ((call || from) && field.value() instanceof Node.Text uri) {
      endpoint(field.name(), uri, uri.value(), call);
    }
    children(field.value())
        .forEach(
            each -> {
              if ((call || from)
                  && each.name().equals("uri")
                  && each.value() instanceof Node.Text uri) {
                endpoint(field.name(), uri, uri.value() + named(uri, field.value()), call);
              }
              endpoints(each);
            });
  }

  /** A name that is written as a parameter. */
  private static String named(Node.Text uri, Node whole) {
    Node.Text name =
        value((Node.Fields) whole, "parameters") instanceof Node.Fields parameters
            ? text(parameters, "name")
            : null;
    return uri.value().equals("direct") && name != null ? ":" + name.value() : "";
  }

  private void endpoint(String key, Node.Text where, String uri, boolean call) {
    String scheme = uri.replaceFirst(":.*", "");
    if (COMPUTED.matcher(scheme).find() || scheme.isEmpty()) {
      return;
    }
    if (!component(scheme)) {
      error(where, key, MissingComponent.sentence(scheme));
      return;
    }
    String name = uri.replaceFirst("^direct:(//)?", "").replaceFirst("\\?.*", "");
    boolean known = names.open() || names.called().contains(name) || COMPUTED.matcher(name).find();
    if (call && scheme.equals("direct") && !known) {
      String hint = Suggestion.of(name, names.called());
      error(where, key, "there is no route direct:" + name + hint);
    }
  }

  private boolean component(String scheme) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    ClassLoader all = loader == null ? RouteFileRules.class.getClassLoader() : loader;
    return all.getResource(COMPONENTS + scheme) != null || names.beans().contains(scheme);
  }

  /** The fields in a node: its own, or those of the items of a list. */
  private static Stream<Node.Field> children(Node node) {
    return switch (node) {
      case Node.Fields(Location _, List<Node.Field> fields) -> fields.stream();
      case Node.Items(Location _, List<Node> items) ->
          items.stream().flatMap(RouteFileRules::children);
      default -> Stream.empty();
    };
  }

  private static Node value(Node.Fields group, String name) {
    return group.fields().stream()
        .filter(field -> field.name().equals(name))
        .map(Node.Field::value)
        .findFirst()
        .orElse(null);
  }

  private static Node.Text text(Node.Fields group, String name) {
    return value(group, name) instanceof Node.Text text ? text : null;
  }

  private void error(Node where, String key, String message) {
    error(where.location(), key, message);
  }

  private void error(Location where, String key, String message) {
    errors.add(new ConfigError(where, key, message));
  }
}
