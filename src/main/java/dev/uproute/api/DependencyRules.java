package dev.uproute.api;

import dev.uproute.parse.Node;
import dev.uproute.service.Service;
import dev.uproute.text.Shown;
import dev.uproute.text.Suggestion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Refuses what depends on a service that does not exist, or on itself through others, of whatever
 * source; as services.yaml does.
 */
final class DependencyRules {
  private DependencyRules() {}

  /**
   * @param sent the keys of the request; what it leaves alone is not judged
   * @param others what an id stands for, or will; null = nothing
   * @param ids of all services, for what may have been meant
   * @throws Problem 400 at the first id that is wrong
   */
  static void judge(
      Service service,
      Node.Fields sent,
      Function<String, Service> others,
      Supplier<Set<String>> ids) {
    Node written = written(sent);
    List<String> parents = written == null ? List.of() : service.dependsOn();
    for (int i = 0; i < parents.size(); i++) {
      String wrong = wrong(parents.get(i), service.id(), others, ids);
      if (wrong != null) {
        // one id alone may stand there without a list
        String key = "depends_on" + (written instanceof Node.Items ? "/" + i : "");
        throw new Problem(
            400, "depends_on: " + wrong, List.of(new Problem.Error("/" + key, wrong)));
      }
    }
  }

  private static String wrong(
      String parent, String id, Function<String, Service> others, Supplier<Set<String>> ids) {
    if (others.apply(parent) == null) {
      return Shown.quoted(parent) + " is no service" + Suggestion.of(parent, ids.get());
    }
    String way = way(parent, id, others);
    return way == null ? null : "the services depend in a circle: " + id + " → " + way;
  }

  private static Node written(Node.Fields sent) {
    return sent.fields().stream()
        .filter(field -> field.name().equals("depends_on"))
        .map(Node.Field::value)
        .findFirst()
        .orElse(null);
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
