package dev.uproute.importer;

import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Variables of the environment as shells write them, {@code $X} and <code>${X}</code>, as ours. */
final class DollarVariables {
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(\\$|([A-Za-z_]\\w*)|\\{([A-Za-z_]\\w*)})");

  private DollarVariables() {}

  /** The same with placeholders of ours; a double dollar sign stands for one. */
  static Node.Fields filled(Node.Fields group) {
    return new Node.Fields(
        group.location(),
        group.fields().stream()
            .map(f -> new Node.Field(f.location(), f.name(), filled(f.value())))
            .toList());
  }

  private static Node filled(Node node) {
    return switch (node) {
      case Node.Nothing _, Node.Unknown _ -> node;
      case Node.Text text -> new Node.Text(text.location(), filled(text.value()));
      case Node.Items(Location location, List<Node> items) ->
          new Node.Items(location, items.stream().map(DollarVariables::filled).toList());
      case Node.Fields group -> filled(group);
    };
  }

  private static String filled(String text) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            found -> {
              String name = found.group(2) == null ? found.group(3) : found.group(2);
              return Matcher.quoteReplacement(name == null ? "$" : "{{env:" + name + "}}");
            });
  }
}
