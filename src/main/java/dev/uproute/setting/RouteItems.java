package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import dev.uproute.parse.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads the items of a route file, such as {@code - route:} and {@code - beans:}. */
final class RouteItems {
  private static final LoadSettings SETTINGS = LoadSettings.builder().setUseMarks(true).build();

  private RouteItems() {}

  /**
   * Each item by its key.
   *
   * @throws ConfigErrors when it is not a list of these in YAML
   */
  static List<NodeTuple> of(String path, byte[] bytes) {
    Location start = new Location(path, 1, 1);
    if (bytes.length > RouteFile.MOST) {
      throw error(new Location(path, 0, 0), "is larger than 1 MiB");
    }
    try {
      Optional<Node> root = new Compose(SETTINGS).composeReader(Utf8.text(path, bytes));
      if (root.isEmpty()) {
        throw error(
            start, "is empty; a file that takes a packaged one away holds [], an empty list");
      }
      return items(path, root.get());
    } catch (MarkedYamlEngineException e) {
      String problem = e.getProblem() == null ? e.getMessage() : e.getProblem();
      throw error(
          RouteFile.location(path, e.getProblemMark()),
          "is not YAML: " + problem.replaceAll("\\s+", " "));
    } catch (YamlEngineException e) {
      throw error(start, "is not YAML: " + e.getMessage().lines().findFirst().orElse(""));
    }
  }

  private static List<NodeTuple> items(String path, Node root) {
    if (!(root instanceof SequenceNode list)) {
      throw error(
          RouteFile.location(path, root.getStartMark()), "is no list of routes, each - route:");
    }
    List<NodeTuple> items = new ArrayList<>();
    for (Node item : list.getValue()) {
      if (!(item instanceof MappingNode keys) || keys.getValue().size() != 1) {
        throw error(
            RouteFile.location(path, item.getStartMark()),
            "each item is one of - route: and - beans:");
      }
      items.add(keys.getValue().getFirst());
    }
    return items;
  }

  private static ConfigErrors error(Location location, String message) {
    return new ConfigErrors(List.of(new ConfigError(location, null, message)));
  }
}
