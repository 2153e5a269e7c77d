package dev.uproute.importer;

import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.parse.PlainKeys;
import dev.uproute.parse.ServiceParser;
import dev.uproute.parse.WrittenList;
import dev.uproute.parse.Yaml;
import dev.uproute.parse.YamlText;
import dev.uproute.text.OwnerFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A services.yaml that gets further services: they come behind those that are there, and every byte
 * of it stays, comments and layout included. Immutable.
 */
final class ServicesFile {
  private final Path path;
  private final String text;
  private final WrittenList list;

  private ServicesFile(Path path, String text, WrittenList list) {
    this.path = path;
    this.text = text;
    this.list = list;
  }

  /**
   * @param path need not exist
   * @throws ConfigErrors when what is there is wrong
   */
  static ServicesFile of(Path path, ServiceParser parser) throws IOException {
    if (!Files.exists(path)) {
      return new ServicesFile(path, null, WrittenList.empty(parser));
    }
    byte[] bytes = Files.readAllBytes(path);
    WrittenList list = WrittenList.of(parser, path.toString(), bytes);
    return new ServicesFile(path, new String(bytes, StandardCharsets.UTF_8), list);
  }

  Path path() {
    return path;
  }

  WrittenList list() {
    return list;
  }

  /**
   * The whole text with more in it.
   *
   * @param services keys of each, dotted
   * @param windows keys of each
   * @throws ConfigErrors when there is no place for them
   */
  String with(List<Map<String, Object>> services, List<Map<String, Object>> windows) {
    String more = text == null ? "" : text;
    more = added(more, "services", services.stream().map(PlainKeys::nested).toList());
    return added(more, "maintenance", windows);
  }

  /** Writes the text, as a whole or not at all. */
  void write(String whole) throws IOException {
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    if (text == null) {
      OwnerFile.create(path, bytes);
    } else {
      OwnerFile.replace(path, bytes);
    }
  }

  private String added(String whole, String key, List<Map<String, Object>> items) {
    if (items.isEmpty()) {
      return whole;
    }
    String end = whole.contains("\r\n") ? "\r\n" : "\n";
    String[] lines = whole.split("(?<=\n)", -1);
    Node.Fields top = top(whole);
    Node.Field field = field(top, key);
    int indent = field == null ? 2 : indent(lines, field);
    String block =
        items.stream().map(item -> YamlText.item(item, indent)).collect(Collectors.joining());
    block = field == null ? key + ":\n" + block : block;
    int at = field == null ? lines.length : last(lines, top, field, indent);
    String before = String.join("", List.of(lines).subList(0, at));
    String behind = String.join("", List.of(lines).subList(at, lines.length));
    String gap = before.isEmpty() || before.endsWith("\n") ? "" : end;
    return before + gap + block.replace("\n", end) + behind;
  }

  private Node.Fields top(String whole) {
    Node node = Yaml.read(path.toString(), whole.getBytes(StandardCharsets.UTF_8));
    return node instanceof Node.Fields group ? group : new Node.Fields(node.location(), List.of());
  }

  private static Node.Field field(Node.Fields top, String key) {
    return top.fields().stream().filter(f -> f.name().equals(key)).findFirst().orElse(null);
  }

  /** Spaces before the dash of each item. */
  private int indent(String[] lines, Node.Field field) {
    if (field.value() instanceof Node.Nothing) {
      return 2;
    }
    Location place = field.value().location();
    String line = lines[place.line() - 1];
    boolean dash =
        place.line() > field.location().line() && line.startsWith("-", place.column() - 1);
    if (!dash) {
      throw refused(field);
    }
    return place.column() - 1;
  }

  private ConfigErrors refused(Node.Field field) {
    String message =
        "is not a list with a line and a dash for each item, behind which more could be written;"
            + " write it so, or import into a new file";
    return new ConfigErrors(List.of(new ConfigError(field.location(), field.name(), message)));
  }

  /** How many lines stand before the place behind a list: comments of what follows stay there. */
  private static int last(String[] lines, Node.Fields top, Node.Field field, int indent) {
    int line = lines.length;
    for (Node.Field other : top.fields()) {
      int begin = other.location().line();
      line = begin > field.location().line() ? Math.min(line, begin - 1) : line;
    }
    while (line > field.location().line() && outside(lines[line - 1], indent)) {
      line--;
    }
    return line;
  }

  /** Whether a line is empty, or a comment that is not inside of an item. */
  private static boolean outside(String line, int indent) {
    String rest = line.stripLeading();
    return rest.isEmpty() || rest.startsWith("#") && line.length() - rest.length() <= indent;
  }
}
