package dev.uproute.parse;

import java.util.List;
import java.util.Map;

/**
 * The merge key {@code <<} of YAML 1.1, which many files are written with: the keys of another
 * group, or of several, the first of which wins. What is written beside it wins over all of them. A
 * key that was merged keeps the place where it is written.
 */
final class Merge {
  static final String KEY = "<<";

  /** To follow the sentence about one that is written twice. */
  static final String SEVERAL = "; a list merges several: <<: [*a, *b]";

  private Merge() {}

  /**
   * Adds what is merged to the keys of a group.
   *
   * @param depth of the group: what is merged at the top would be read too late
   */
  static void into(
      Map<String, Node.Field> fields, Node.Field merge, int depth, List<ConfigError> errors) {
    if (depth == 0) {
      String message = "is for groups inside the file, such as a service, not for its top";
      errors.add(new ConfigError(merge.location(), KEY, message));
      return;
    }
    List<Node> groups =
        merge.value() instanceof Node.Items(Location _, List<Node> several)
            ? several
            : List.of(merge.value());
    for (Node each : groups) {
      if (each instanceof Node.Fields group) {
        group.fields().forEach(field -> fields.putIfAbsent(field.name(), field));
      } else {
        String message = "merges a group of keys or a list of such groups, not " + each.kind();
        errors.add(new ConfigError(merge.location(), KEY, message));
      }
    }
  }
}
