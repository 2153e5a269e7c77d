package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.text.Suggestion;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Judges the endpoints that a route file names: their components, and the routes it calls. */
final class EndpointRules {
  private static final Set<String> CALLS =
      Set.of("to", "toD", "wireTap", "enrich", "pollEnrich", "poll");

  private static final String COMPONENTS = "META-INF/services/org/apache/camel/component/";

  private final RouteRules.Names names;
  private final List<ConfigError> errors;

  /**
   * @param errors gets what is wrong
   */
  EndpointRules(RouteRules.Names names, List<ConfigError> errors) {
    this.names = names;
    this.errors = errors;
  }

  /** Every endpoint a field has in it. */
  void judge(Node.Field field) {
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
              judge(each);
            });
  }

  /** A name that is written as a parameter. */
  private static String named(Node.Text uri, Node whole) {
    Node.Text name =
        ((Node.Fields) whole).value("parameters") instanceof Node.Fields parameters
            ? parameters.text("name")
            : null;
    return uri.value().equals("direct") && name != null ? ":" + name.value() : "";
  }

  private void endpoint(String key, Node.Text where, String uri, boolean call) {
    String scheme = uri.replaceFirst(":.*", "");
    if (RouteFileRules.COMPUTED.matcher(scheme).find() || scheme.isEmpty()) {
      return;
    }
    if (!component(scheme)) {
      error(where, key, MissingComponent.sentence(scheme));
      return;
    }
    String name = uri.replaceFirst("^direct:(//)?", "").replaceFirst("\\?.*", "");
    boolean known =
        names.open()
            || names.called().contains(name)
            || RouteFileRules.COMPUTED.matcher(name).find();
    if (call && scheme.equals("direct") && !known) {
      String hint = Suggestion.of(name, names.called());
      error(where, key, "there is no route direct:" + name + hint);
    }
  }

  private boolean component(String scheme) {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    ClassLoader all = loader == null ? EndpointRules.class.getClassLoader() : loader;
    return all.getResource(COMPONENTS + scheme) != null || names.beans().contains(scheme);
  }

  /** The fields in a node: its own, or those of the items of a list. */
  private static Stream<Node.Field> children(Node node) {
    return switch (node) {
      case Node.Fields(Location _, List<Node.Field> fields) -> fields.stream();
      case Node.Items(Location _, List<Node> items) ->
          items.stream().flatMap(EndpointRules::children);
      default -> Stream.empty();
    };
  }

  private void error(Node where, String key, String message) {
    errors.add(new ConfigError(where.location(), key, message));
  }
}
