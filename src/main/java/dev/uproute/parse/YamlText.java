package dev.uproute.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Plain data as YAML that {@link Yaml} reads back to the same. */
public final class YamlText {
  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setSchema(new CoreSchema())
          .setIndent(2)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .setWidth(100_000)
          .setSplitLines(false)
          .setMultiLineFlow(false)
          .build();

  /** Plain texts that are not taken for texts. */
  private static final Set<String> SPECIAL = Set.of(Merge.KEY, "=", "");

  /** As many values fit into one line beside each other. */
  private static final int SHORT = 4;

  private YamlText() {}

  /**
   * A group of keys in lines of its own.
   *
   * @param keys names → text, number, boolean, list or map
   */
  public static String of(Map<String, ?> keys) {
    return new Present(SETTINGS)
        .emitToString(new Serialize(SETTINGS).serializeOne(node(keys, true)).iterator());
  }

  /**
   * The same as an item of a list.
   *
   * @param indent spaces before its dash
   */
  public static String item(Map<String, ?> keys, int indent) {
    String margin = " ".repeat(indent);
    String lines = of(keys).indent(indent + 2);
    return margin + "- " + lines.substring(indent + 2);
  }

  private static Node node(Object value, boolean lines) {
    return switch (value) {
      case null -> new ScalarNode(Tag.NULL, "null", ScalarStyle.PLAIN);
      case Map<?, ?> map -> {
        List<NodeTuple> tuples = new ArrayList<>();
        map.forEach((name, each) -> tuples.add(new NodeTuple(text(name), node(each, false))));
        yield new MappingNode(
            Tag.MAP, tuples, lines || large(map) ? FlowStyle.BLOCK : FlowStyle.FLOW);
      }
      case List<?> list ->
          new SequenceNode(
              Tag.SEQ,
              list.stream().map(each -> node(each, each instanceof Map<?, ?>)).toList(),
              list.stream().allMatch(YamlText::single) ? FlowStyle.FLOW : FlowStyle.BLOCK);
      case Boolean flag -> new ScalarNode(Tag.BOOL, flag.toString(), ScalarStyle.PLAIN);
      case Integer number -> new ScalarNode(Tag.INT, number.toString(), ScalarStyle.PLAIN);
      default -> text(value);
    };
  }

  private static Node text(Object value) {
    String text = value.toString();
    boolean hidden = text.codePoints().anyMatch(c -> c != ' ' && Characters.invisible(c));
    ScalarStyle style =
        hidden || SPECIAL.contains(text) ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN;
    return new ScalarNode(Tag.STR, text, style);
  }

  private static boolean large(Map<?, ?> map) {
    return map.size() > SHORT || !map.values().stream().allMatch(YamlText::small);
  }

  private static boolean small(Object value) {
    return value instanceof List<?> list
        ? list.size() <= SHORT && list.stream().allMatch(YamlText::single)
        : single(value);
  }

  private static boolean single(Object value) {
    return !(value instanceof Map<?, ?>) && !(value instanceof List<?>);
  }
}
