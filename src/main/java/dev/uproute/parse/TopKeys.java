package dev.uproute.parse;

import dev.uproute.text.Suggestion;
import java.util.List;

/** The keys at the top of services.yaml, and the errors for others. */
final class TopKeys {
  static final List<String> ALL =
      List.of(
          "defaults",
          "services",
          "maintenance",
          "announcements",
          "escalation",
          "on_call",
          "allow_empty");

  /** What keys begin with that are nothing but a place for anchors. */
  static final String OWN = "x-";

  private TopKeys() {}

  /** Adds an error for each key that does not belong there. */
  static void judge(Node node, List<ConfigError> errors) {
    if (node instanceof Node.Fields group) {
      for (Node.Field field : group.fields()) {
        if (!ALL.contains(field.name()) && !field.name().startsWith(OWN)) {
          String message = "unknown key" + hint(field);
          errors.add(new ConfigError(field.location(), field.name(), message));
        }
      }
    } else if (node instanceof Node.Items) {
      String message = "is a list, not a group of keys; write services: in the line above it";
      errors.add(new ConfigError(node.location(), null, message));
    } else if (!(node instanceof Node.Nothing)) {
      errors.add(
          new ConfigError(node.location(), null, "is " + node.kind() + ", not a group of keys"));
    }
  }

  private static String hint(Node.Field field) {
    String meant = Synonyms.TOP.get(Synonyms.plain(field.name()));
    if (meant != null) {
      return "; " + (meant.contains(" ") ? meant : "did you mean \"" + meant + "\"?");
    }
    String name = field.name();
    if (Keys.all().containsKey(name) || MisplacedKey.group(name, Key.Level.SERVICE)) {
      return " here; it belongs into a service, or into defaults for all of them";
    }
    String close = Suggestion.of(name, ALL);
    return close.isEmpty() && !(field.value() instanceof Node.Text)
        ? "; what is only there to be repeated begins with x-, like x-" + name
        : close;
  }
}
