package dev.uproute.setting;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A route file as it was read, and where in it what stands. Immutable. */
public final class RouteFile {
  /** In bytes: what is larger is no route file. */
  public static final int MOST = 1 << 20;

  private static final String ROUTE = "route";
  private static final String BEANS = "beans";

  private final String path;
  private final byte[] bytes;
  private final List<NodeTuple> items;

  private RouteFile(String path, byte[] bytes, List<NodeTuple> items) {
    this.path = path;
    this.bytes = bytes;
    this.items = items;
  }

  /**
   * Reads one.
   *
   * @param path as people and Camel name it, for example {@code routes/check-http.camel.yaml}
   * @throws ConfigErrors when it is not a list of routes and beans in YAML
   */
  public static RouteFile read(String path, byte[] bytes) {
    return new RouteFile(path, bytes, RouteItems.of(path, bytes));
  }

  static Location location(String path, Optional<Mark> mark) {
    return mark.map(m -> new Location(path, m.getLine() + 1, m.getColumn() + 1))
        .orElse(new Location(path, 1, 1));
  }

  private static String text(Node node) {
    return node instanceof ScalarNode text ? text.getValue() : "";
  }

  public String path() {
    return path;
  }

  public byte[] bytes() {
    return bytes;
  }

  /** All of it. */
  String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** The first item that is made at the start alone, such as an error style; null for none. */
  public ConfigError atStart() {
    for (NodeTuple item : items) {
      String kind = text(item.getKeyNode());
      if (!kind.equals(ROUTE) && !kind.equals(BEANS)) {
        Location location = location(path, item.getKeyNode().getStartMark());
        return new ConfigError(location, null, kind + " is made at the start; it needs a restart");
      }
    }
    return null;
  }

  /** The names of its beans. */
  public Set<String> beans() {
    Set<String> names = new LinkedHashSet<>();
    for (NodeTuple item : items) {
      if (text(item.getKeyNode()).equals(BEANS)
          && item.getValueNode() instanceof SequenceNode all) {
        all.getValue().forEach(bean -> names.add(value(bean, "name")));
      }
    }
    return names;
  }

  private static String value(Node node, String key) {
    if (node instanceof MappingNode keys) {
      for (NodeTuple each : keys.getValue()) {
        if (text(each.getKeyNode()).equals(key)) {
          return text(each.getValueNode());
        }
      }
    }
    return "";
  }

  /** What is written of its beans, whatever the lines and spaces around it. */
  public String writtenBeans() {
    StringBuilder written = new StringBuilder();
    for (NodeTuple item : items) {
      if (!text(item.getKeyNode()).equals(ROUTE)) {
        write(item.getKeyNode(), written);
        write(item.getValueNode(), written);
      }
    }
    return written.toString();
  }

  private static void write(Node node, StringBuilder to) {
    switch (node) {
      case ScalarNode text -> to.append('"').append(text.getValue()).append('"');
      case SequenceNode list -> {
        to.append('[');
        list.getValue().forEach(each -> write(each, to));
        to.append(']');
      }
      case MappingNode keys -> {
        to.append('{');
        for (NodeTuple each : keys.getValue()) {
          write(each.getKeyNode(), to);
          write(each.getValueNode(), to);
        }
        to.append('}');
      }
      default -> to.append('?');
    }
  }

  /** Where its beans begin, or the file does. */
  public Location beansLocation() {
    return items.stream()
        .filter(item -> text(item.getKeyNode()).equals(BEANS))
        .findFirst()
        .map(item -> location(path, item.getKeyNode().getStartMark()))
        .orElse(new Location(path, 1, 1));
  }

  /** For Camel, all of it. */
  public Resource whole() {
    return ResourceHelper.fromBytes("file:" + path, bytes);
  }

  /** For Camel without its beans, which stay as they are: blanks stand in their place. */
  public Resource routes() {
    boolean nothing = items.stream().allMatch(item -> text(item.getKeyNode()).equals(BEANS));
    StringBuilder text = new StringBuilder(nothing ? "[]" : text());
    for (NodeTuple item : items) {
      if (!nothing && text(item.getKeyNode()).equals(BEANS)) {
        int from = item.getKeyNode().getStartMark().orElseThrow().getIndex();
        int to = item.getValueNode().getEndMark().orElseThrow().getIndex();
        blank(text, text.lastIndexOf("-", from), to);
      }
    }
    return ResourceHelper.fromBytes(
        "file:" + path, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void blank(StringBuilder text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (text.charAt(i) != '\n') {
        text.setCharAt(i, ' ');
      }
    }
  }

  /** Where a text stands in it: as a value or key, else within one; null when it does not. */
  public Location find(String text) {
    return find(value -> value.equals(text), 1)
        .or(() -> find(value -> value.contains(text), 1))
        .orElse(null);
  }

  /** The first value or key of that kind from a line on, which count from 1. */
  Optional<Location> find(Predicate<String> value, int line) {
    return items.stream()
        .flatMap(item -> Stream.of(item.getValueNode(), item.getKeyNode()))
        .flatMap(RouteFile::scalars)
        .filter(scalar -> value.test(scalar.getValue()))
        .map(scalar -> location(path, scalar.getStartMark()))
        .filter(location -> location.line() >= line)
        .findFirst();
  }

  private static Stream<ScalarNode> scalars(Node node) {
    return switch (node) {
      case ScalarNode scalar -> Stream.of(scalar);
      case SequenceNode list -> list.getValue().stream().flatMap(RouteFile::scalars);
      case MappingNode keys ->
          keys.getValue().stream()
              .flatMap(each -> Stream.of(each.getKeyNode(), each.getValueNode()))
              .flatMap(RouteFile::scalars);
      default -> Stream.empty();
    };
  }
}
