package dev.uproute.parse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keys of a service as plain data: dotted name → text, number, boolean, list or map. Between that
 * and nodes, which the parser reads and a file holds.
 */
public final class PlainKeys {
  private PlainKeys() {}

  /** The same with {@code expect.json} inside of {@code expect}, as YAML has it. */
  public static Map<String, Object> nested(Map<String, Object> dotted) {
    Map<String, Object> nested = new LinkedHashMap<>();
    dotted.forEach(
        (name, value) -> {
          int dot = name.indexOf('.');
          if (dot < 0) {
            nested.put(name, value);
          } else {
            group(nested, name.substring(0, dot)).put(name.substring(dot + 1), value);
          }
        });
    return nested;
  }

  @SuppressWarnings("unchecked") // no key is the name of a group as well
  private static Map<String, Object> group(Map<String, Object> nested, String name) {
    return (Map<String, Object>) nested.computeIfAbsent(name, _ -> new LinkedHashMap<>());
  }

  /**
   * As the parser reads it.
   *
   * @param location of all of it
   * @param keys dotted or nested
   */
  public static Node.Fields node(Location location, Map<String, Object> keys) {
    return (Node.Fields) of(location, nested(keys));
  }

  private static Node of(Location location, Object value) {
    return switch (value) {
      case null -> new Node.Nothing(location);
      case Map<?, ?> map -> {
        List<Node.Field> fields = new ArrayList<>();
        map.forEach(
            (name, each) ->
                fields.add(new Node.Field(location, name.toString(), of(location, each))));
        yield new Node.Fields(location, List.copyOf(fields));
      }
      case List<?> list ->
          new Node.Items(location, list.stream().map(each -> of(location, each)).toList());
      default -> new Node.Text(location, value.toString());
    };
  }

  /** A node as it is written: placeholders are not filled in. */
  static Object plain(Node node) {
    return switch (node) {
      case Node.Nothing _, Node.Unknown _ -> null;
      case Node.Text text -> text.written();
      case Node.Items(Location _, List<Node> items) ->
          items.stream().map(PlainKeys::plain).toList();
      case Node.Fields group -> map(group);
    };
  }

  /** A group as it is written. */
  static Map<String, Object> map(Node.Fields group) {
    Map<String, Object> map = new LinkedHashMap<>();
    group.fields().forEach(field -> map.put(field.name(), plain(field.value())));
    return map;
  }

  /**
   * Whether a value can be written as it is, and nothing in it would be taken for a placeholder.
   */
  static boolean plainText(Object value) {
    return switch (value) {
      case null -> false;
      case Map<?, ?> map -> map.values().stream().allMatch(PlainKeys::plainText);
      case List<?> list -> list.stream().allMatch(PlainKeys::plainText);
      default -> !value.toString().contains("{{") && !value.toString().contains("$");
    };
  }

  /** Whether a placeholder was filled in anywhere inside. */
  static boolean filledIn(Node node) {
    return switch (node) {
      case Node.Nothing _, Node.Unknown _ -> false;
      case Node.Text text -> text.filledIn();
      case Node.Items(Location _, List<Node> items) -> items.stream().anyMatch(PlainKeys::filledIn);
      case Node.Fields(Location _, List<Node.Field> fields) ->
          fields.stream().anyMatch(field -> filledIn(field.value()));
    };
  }
}
