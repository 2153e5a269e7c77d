package dev.uproute.importer;

import dev.uproute.parse.Ids;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Groups of Uptime Kuma: the outermost becomes the site, the whole path the beginning of the id.
 * What is in a paused group is paused. Immutable.
 */
final class KumaGroups {
  private static final int DEPTH = 20;

  private final Map<Integer, SourceRow> monitors = new LinkedHashMap<>();
  private final Map<Integer, String> ids = new HashMap<>();

  KumaGroups(List<SourceRow> rows) {
    rows.forEach(row -> monitors.put(row.number("id"), row));
    FreshIds fresh = new FreshIds();
    // by number, so that a monitor that is moved in the list keeps its id
    monitors.keySet().stream().sorted().forEach(id -> ids.put(id, id(id, fresh)));
  }

  private String id(int monitor, FreshIds fresh) {
    List<String> names = names(monitor);
    String site = names.isEmpty() ? null : names.getFirst();
    String inner = String.join(" ", names.subList(Math.min(1, names.size()), names.size()));
    String name = monitors.get(monitor).text("name");
    String whole = (inner + " " + (name == null ? "monitor " + monitor : name)).strip();
    return isGroup(monitor) ? "" : fresh.of(FreshIds.site(site), whole);
  }

  /** The names of its groups, the outermost first. */
  private List<String> names(int monitor) {
    List<String> names = new ArrayList<>();
    for (int parent : parents(monitor)) {
      String name = monitors.get(parent).text("name");
      if (name != null && Ids.slug(name) != null) {
        names.addFirst(name);
      }
    }
    return names;
  }

  private List<Integer> parents(int monitor) {
    List<Integer> parents = new ArrayList<>();
    int parent = monitors.get(monitor).number("parent");
    while (monitors.containsKey(parent) && parents.size() < DEPTH) {
      parents.add(parent);
      parent = monitors.get(parent).number("parent");
    }
    return parents;
  }

  boolean isGroup(int monitor) {
    return "group".equals(monitors.get(monitor).text("type"));
  }

  /** The id of the service a monitor becomes; empty for a group. */
  String id(int monitor) {
    return ids.getOrDefault(monitor, "");
  }

  boolean active(int monitor) {
    return monitors.get(monitor).flag("active")
        && parents(monitor).stream().allMatch(parent -> monitors.get(parent).flag("active"));
  }

  /** Itself, or what is in it at any depth when it is a group. */
  List<Integer> within(int monitor) {
    return monitors.keySet().stream()
        .filter(id -> !isGroup(id) && (id == monitor || parents(id).contains(monitor)))
        .toList();
  }
}
