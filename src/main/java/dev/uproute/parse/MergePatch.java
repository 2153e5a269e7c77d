package dev.uproute.parse;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A change of a document by the parts that are to be others: JSON Merge Patch, RFC 7396. */
public final class MergePatch {
  private MergePatch() {}

  /**
   * The group with what the patch says in place of what it said; what the patch says is null is
   * taken out. Each value keeps its location.
   */
  public static Node.Fields apply(Node.Fields group, Node.Fields patch) {
    Map<String, Node.Field> fields = new LinkedHashMap<>();
    group.fields().forEach(field -> fields.put(field.name(), field));
    for (Node.Field field : patch.fields()) {
      Node.Field before = fields.get(field.name());
      if (field.name().equals("interval_seconds")) {
        fields.remove("interval"); // the same in other words
      }
      if (field.value() instanceof Node.Nothing) {
        fields.remove(field.name());
      } else {
        Node value = merged(before == null ? null : before.value(), field.value());
        fields.put(field.name(), new Node.Field(field.location(), field.name(), value));
      }
    }
    return new Node.Fields(patch.location(), List.copyOf(fields.values()));
  }

  private static Node merged(Node before, Node patch) {
    if (!(patch instanceof Node.Fields inner)) {
      return patch;
    }
    boolean group = before instanceof Node.Fields;
    Node.Fields none = new Node.Fields(patch.location(), List.of());
    return apply(group ? (Node.Fields) before : none, inner);
  }
}
