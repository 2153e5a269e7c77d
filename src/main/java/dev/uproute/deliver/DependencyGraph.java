package dev.uproute.deliver;

import dev.uproute.service.Service;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which services of a list depend on which. Immutable. */
final class DependencyGraph {
  private final Map<String, Service> watched;
  private final Set<String> parents = new HashSet<>();

  DependencyGraph(List<Service> list) {
    watched = HashMap.newHashMap(list.size());
    list.forEach(service -> watched.put(service.id(), service));
    list.forEach(service -> parents.addAll(service.dependsOn()));
  }

  /** The ids that any service depends on. */
  Set<String> parents() {
    return parents;
  }

  /**
   * What a service depends on, directly or through others, without what in turn depends on it: of a
   * circle all are kept, so that one of them is notified.
   */
  List<Service> ancestors(Service service) {
    if (service.dependsOn().isEmpty()) {
      return List.of();
    }
    Set<String> found = new LinkedHashSet<>();
    climb(service, found);
    found.removeIf(id -> reaches(id, service.id()));
    return found.stream().map(watched::get).toList();
  }

  private boolean reaches(String from, String to) {
    Set<String> found = new HashSet<>();
    climb(watched.get(from), found);
    return found.contains(to);
  }

  /** Without recursion: a chain may be as long as the list. */
  private void climb(Service service, Set<String> found) {
    Deque<Service> next = new ArrayDeque<>(List.of(service));
    while (!next.isEmpty()) {
      for (String id : next.remove().dependsOn()) {
        Service parent = watched.get(id);
        if (parent != null && found.add(id)) {
          next.add(parent);
        }
      }
    }
  }
}
