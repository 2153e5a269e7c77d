package dev.uproute.parse;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where in a document something is written, as JSON pointers of RFC 6901: what line and column are
 * to a file, they are to whoever sent the document. Immutable.
 */
public final class Pointers {
  private final Map<Location, String> values = new HashMap<>();
  private final Map<Location, String> groups = new HashMap<>();

  private Pointers() {}

  public static Pointers of(Node document) {
    Pointers pointers = new Pointers();
    pointers.add("", document);
    return pointers;
  }

  private void add(String pointer, Node node) {
    switch (node) {
      case Node.Fields(Location location, List<Node.Field> fields) -> {
        // of a group that is the value of a key or an item, the outermost
        groups.putIfAbsent(location, pointer);
        fields.forEach(field -> add(pointer, field));
      }
      case Node.Items(Location location, List<Node> items) -> {
        values.putIfAbsent(location, pointer);
        for (int i = 0; i < items.size(); i++) {
          add(pointer + "/" + i, items.get(i));
        }
      }
      case Node.Text(Location location, String _, String _) -> values.put(location, pointer);
      case Node.Nothing(Location location) -> values.put(location, pointer);
      case Node.Unknown(Location location) -> values.put(location, pointer);
    }
  }

  private void add(String group, Node.Field field) {
    String pointer = group + "/" + field.name().replace("~", "~0").replace("/", "~1");
    values.put(field.location(), pointer);
    add(pointer, field.value());
  }

  /**
   * The place of an error. Where a key is missing it is that of the key all the same, inside of its
   * group.
   */
  public String of(ConfigError error) {
    String key = error.key() == null ? "" : "/" + error.key().replace('.', '/');
    String value = values.get(error.location());
    return value != null && value.contains(key)
        ? value
        : groups.getOrDefault(error.location(), "") + key;
  }
}
