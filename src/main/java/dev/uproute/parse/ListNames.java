package dev.uproute.parse;

import dev.uproute.service.Escalations;
import dev.uproute.text.Shown;
import dev.uproute.text.Suggestion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The names that a file gives to escalation lists and to whoever is on call, also where something
 * else is wrong with them. Immutable.
 */
public record ListNames(Set<String> escalations, Set<String> onCall) {
  private static final ListNames NONE = new ListNames(Set.of(), Set.of());

  /**
   * @param top what stands at the top of the file
   */
  static ListNames of(Map<String, Node> top) {
    return new ListNames(named(top.get(EscalationParser.KEY)), named(top.get(OnCallParser.KEY)));
  }

  /** Those of a file; none when it is not there or no YAML. */
  public static ListNames of(Path file) {
    try {
      Node node = Yaml.read(file.toString(), Files.readAllBytes(file));
      Map<String, Node> top = new HashMap<>();
      if (node instanceof Node.Fields group) {
        group.fields().forEach(field -> top.put(field.name(), field.value()));
      }
      return of(top);
    } catch (IOException | ConfigErrors _) {
      // an editor shows what is wrong with it
      return NONE;
    }
  }

  private static Set<String> named(Node lists) {
    List<Node> items =
        lists instanceof Node.Items list ? list.items() : Stream.ofNullable(lists).toList();
    Set<String> names = new TreeSet<>();
    for (Node item : items) {
      for (Node.Field field :
          item instanceof Node.Fields group ? group.fields() : List.<Node.Field>of()) {
        if (field.name().equals("name") && field.value() instanceof Node.Text name) {
          names.add(name.value());
        }
      }
    }
    return names;
  }

  /** Adds an error for each escalation list that a service names and that there is not. */
  void judge(Collection<Node> chosen, List<ConfigError> errors) {
    for (Node node : chosen) {
      if (node instanceof Node.Text text
          && !text.value().equals(Escalations.NONE)
          && !escalations.contains(text.value())) {
        String those = escalations.isEmpty() ? "none" : String.join(", ", escalations);
        String sentence = " is no escalation list of this file; there are: " + those;
        errors.add(
            new ConfigError(
                node.location(),
                Keys.ESCALATION.name(),
                Shown.quoted(text.value()) + sentence + Suggestion.of(text.value(), escalations)));
      }
    }
  }
}
