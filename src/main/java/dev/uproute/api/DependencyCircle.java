package dev.uproute.api;

import dev.uproute.parse.Node;
import dev.uproute.service.Service;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Refuses what would depend on itself through others, of whatever source; as services.yaml does.
 */
final class DependencyCircle {
  private DependencyCircle() {}

  /**
   * @param sent the keys of the service
   * @param others what an id stands for, or will; null = nothing
   * @throws Problem 400 at the first id that leads back to the service
   */
  static void refuse(Service service, Node.Fields sent, Function<String, Service> others) {
    List<String> parents = service.dependsOn();
    for (int i = 0; i < parents.size(); i++) {
      String way = way(parents.get(i), service.id(), others);
      if (way != null) {
        String detail = "the services depend in a circle: " + service.id() + " → " + way;
        String key = "depends_on" + (listed(sent) ? "/" + i : "");
        throw new Problem(
            400, "depends_on: " + detail, List.of(new Problem.Error("/" + key, detail)));
      }
    }
  }

  /** One id alone may stand there without a list. */
  private static boolean listed(Node.Fields sent) {
    return sent.fields().stream()
        .anyMatch(f -> f.name().equals("depends_on") && f.value() instanceof Node.Items);
  }

  /** The shortest way from one to the other, such as {@code b → a}; null when there is none. */
  private static String way(String from, String to, Function<String, Service> others) {
    Map<String, String> ways = new HashMap<>(Map.of(from, from));
    Deque<String> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      String id = next.remove();
      Service service = others.apply(id);
      if (id.equals(to)) {
        return ways.get(id);
      }
      for (String parent : service == null ? List.<String>of() : service.dependsOn()) {
        if (ways.putIfAbsent(parent, ways.get(id) + " → " + parent) == null) {
          next.add(parent);
        }
      }
    }
    return null;
  }
}
