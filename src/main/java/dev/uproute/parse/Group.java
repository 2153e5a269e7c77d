package dev.uproute.parse;

import dev.uproute.text.Suggestion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A group of keys that has been read without an error.
 *
 * @param values what its keys mean, by their names
 * @param nodes the same as written
 */
record Group(Location location, Map<String, Object> values, Map<String, Node> nodes) {

  /**
   * Reads such groups.
   *
   * @param what one of them is, for messages
   * @param readers of each key there may be, in the order an editor shows them
   * @param needed the keys there have to be
   * @param build makes of a group what it means; takes what is wrong, and then returns null
   */
  static <T> ValueParser<T> parser(
      String what,
      Map<String, ValueParser<?>> readers,
      List<String> needed,
      BiFunction<Group, List<ConfigError>, T> build) {
    ValueParser<T> parser =
        (key, node, errors) -> {
          if (!(node instanceof Node.Fields fields)) {
            String message = what + " is a group of keys, not " + node.kind();
            errors.add(new ConfigError(node.location(), key, message));
            return null;
          }
          int before = errors.size();
          Group group = read(fields, readers, needed, errors);
          return errors.size() == before ? build.apply(group, errors) : null;
        };
    return parser.with(() -> schema(readers).needs(needed.toArray(String[]::new)));
  }

  private static Group read(
      Node.Fields fields,
      Map<String, ValueParser<?>> readers,
      List<String> needed,
      List<ConfigError> errors) {
    Map<String, Object> values = new HashMap<>();
    Map<String, Node> nodes = new HashMap<>();
    for (Node.Field field : fields.fields()) {
      ValueParser<?> reader = readers.get(field.name());
      nodes.put(field.name(), field.value());
      if (reader == null) {
        String message = "unknown key" + Suggestion.of(field.name(), readers.keySet());
        errors.add(new ConfigError(field.location(), field.name(), message));
      } else {
        values.put(field.name(), reader.read(field.name(), field.value(), errors));
      }
    }
    for (String key : needed) {
      if (!nodes.containsKey(key)) {
        errors.add(new ConfigError(fields.location(), key, "is missing"));
      }
    }
    return new Group(fields.location(), values, nodes);
  }

  private static ValueSchema schema(Map<String, ValueParser<?>> readers) {
    Map<String, ValueSchema> keys = new LinkedHashMap<>();
    readers.forEach((name, reader) -> keys.put(name, reader.schema()));
    return ValueSchema.group(keys);
  }

  @SuppressWarnings("unchecked") // each value is what the reader of its key returned
  <T> T get(String key, T builtIn) {
    Object value = values.get(key);
    return value == null ? builtIn : (T) value;
  }

  /** Where the value of a key stands, or the group when it has none. */
  Location where(String key) {
    return nodes.containsKey(key) ? nodes.get(key).location() : location;
  }
}
