package dev.uproute.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The graph of the route files in Mermaid's language, which GitHub and many editors draw.
 *
 * <ol>
 *   <li>A node is a route file. Files of one family, such as {@code check-*}, that are called by
 *       the same files and call the same are one node that lists them.
 *   <li>A file with a route that a clock or something outside begins is rounded.
 *   <li>An arrow is a call; a dotted one goes through a queue.
 * </ol>
 */
final class Mermaid {
  private final List<RouteMap.Entry> routes;
  private final Set<Arrow> arrows = new TreeSet<>();

  private record Arrow(String from, String to, boolean queue) implements Comparable<Arrow> {
    @Override
    public int compareTo(Arrow other) {
      return toString().compareTo(other.toString());
    }
  }

  private Mermaid(List<RouteMap.Entry> routes) {
    this.routes = routes;
    for (RouteMap.Entry route : routes) {
      for (String target : route.to()) {
        files(target)
            .filter(file -> !file.equals(route.file()))
            .map(file -> new Arrow(route.file(), file, target.startsWith("seda:")))
            .forEach(arrows::add);
      }
    }
  }

  static String graph(List<RouteMap.Entry> routes) {
    return new Mermaid(routes).graph();
  }

  /** The files that answer to a target; none when that is outside or an exchange decides it. */
  private Stream<String> files(String target) {
    String name = Pattern.quote(target).replace("*", "\\E.*\\Q");
    return routes.stream()
        .filter(route -> target.matches("(direct|seda):.*") && route.from().matches(name))
        .map(RouteMap.Entry::file)
        .distinct();
  }

  private String graph() {
    Map<List<Object>, Set<String>> alike = new LinkedHashMap<>();
    for (String file : new TreeSet<>(routes.stream().map(RouteMap.Entry::file).toList())) {
      alike.computeIfAbsent(alike(file), _ -> new TreeSet<>()).add(file);
    }
    Map<String, String> nodes = new TreeMap<>();
    List<String> lines = new ArrayList<>(List.of("flowchart LR"));
    for (Set<String> files : alike.values()) {
      String node = id(files.iterator().next());
      files.forEach(file -> nodes.put(file, node));
      String shape = files.stream().anyMatch(this::begins) ? "%s([\"%s\"])" : "%s[\"%s\"]";
      lines.add("  " + shape.formatted(node, String.join("<br>", files)));
    }
    arrows.stream()
        .map(a -> nodes.get(a.from()) + (a.queue() ? " -.-> " : " --> ") + nodes.get(a.to()))
        .distinct()
        .forEach(line -> lines.add("  " + line));
    return String.join("\n", lines) + "\n";
  }

  /** What files have in common that are one node. */
  private List<Object> alike(String file) {
    return List.of(
        file.replaceFirst("-.*", ""),
        begins(file),
        arrows.stream().filter(a -> a.to().equals(file)).map(Arrow::from).toList(),
        arrows.stream().filter(a -> a.from().equals(file)).map(Arrow::to).toList());
  }

  /** Whether something else than a call or a queue begins a route of this file. */
  private boolean begins(String file) {
    return routes.stream()
        .anyMatch(route -> route.file().equals(file) && !route.from().matches("(direct|seda):.*"));
  }

  /** With a letter and a line first, because words such as "end" mean something to Mermaid. */
  private static String id(String file) {
    return "r_" + file.replaceAll("[^A-Za-z0-9]", "_");
  }
}
