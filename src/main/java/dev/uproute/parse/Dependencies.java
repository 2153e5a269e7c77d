package dev.uproute.parse;

import dev.uproute.service.Service;
import dev.uproute.text.Shown;
import dev.uproute.text.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the services of one list depend on, and what is wrong with that. Not thread-safe. */
final class Dependencies {
  private final Set<String> ids = new HashSet<>();
  private final Map<String, Node> nodes = new LinkedHashMap<>();
  private final Map<String, List<String>> parents = new HashMap<>();

  void add(ServiceEntry entry, Service service) {
    if (entry.id() == null) {
      return;
    }
    ids.add(entry.id());
    if (!service.dependsOn().isEmpty()) {
      nodes.put(entry.id(), entry.dependsOnWritten());
      parents.put(entry.id(), service.dependsOn());
    }
  }

  Set<String> ids() {
    return ids;
  }

  /** Adds an error for each id that is not in the list, and one for each circle. */
  void check(List<ConfigError> errors) {
    Set<String> done = new HashSet<>();
    nodes.forEach(
        (id, node) -> {
          for (String parent : parents.get(id)) {
            if (!ids.contains(parent)) {
              String message = " is no service of this file" + Suggestion.of(parent, ids);
              add(node, parent, Shown.quoted(parent) + message, errors);
            }
          }
          List<String> path = new ArrayList<>();
          walk(id, path, done, errors);
        });
  }

  private void walk(String id, List<String> path, Set<String> done, List<ConfigError> errors) {
    int before = path.indexOf(id);
    // a service that names itself is reported where it is read
    if (before >= 0 && before < path.size() - 1) {
      List<String> circle = new ArrayList<>(path.subList(before, path.size()));
      circle.add(id);
      Node node = nodes.get(path.getLast());
      add(node, id, "the services depend in a circle: " + String.join(" → ", circle), errors);
    }
    if (before >= 0 || !done.add(id)) {
      return;
    }
    path.add(id);
    parents.getOrDefault(id, List.of()).forEach(parent -> walk(parent, path, done, errors));
    path.removeLast();
  }

  private static void add(Node node, String id, String message, List<ConfigError> errors) {
    errors.add(new ConfigError(node.item(id).location(), Keys.DEPENDS_ON.name(), message));
  }
}
