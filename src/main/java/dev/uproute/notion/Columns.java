package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.text.Suggestion;
import dev.uproute.text.Words;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which of our columns a data source has, and what can be written to them. What is missing or of
 * another type is left out and named; the others are written all the same. Immutable.
 */
final class Columns {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Map<Column, String> types = new EnumMap<>(Column.class);
  private final List<Column> missing = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private final Set<String> options = new HashSet<>();

  /**
   * @param dataSource as Notion describes it
   */
  Columns(JsonNode dataSource) {
    JsonNode properties = dataSource.path("properties");
    for (Column column : Column.values()) {
      JsonNode found = properties.get(column.title());
      String type = found == null ? null : found.path("type").asText();
      if (found == null) {
        missing.add(column);
        complaints.add(absent(column, properties));
      } else if (!column.types().contains(type)) {
        complaints.add(
            "column \"%s\" is of type %s, but %s is needed; rename it, then uproute notion init adds the right one"
                .formatted(
                    column.title(), Words.visible(type), String.join(" or ", column.types())));
      } else {
        types.put(column, type);
      }
    }
    readOptions(properties.path(Column.STATUS.title()).path("status").path("options"));
  }

  private static String absent(Column column, JsonNode properties) {
    List<String> there = new ArrayList<>();
    properties.fieldNames().forEachRemaining(there::add);
    there.removeAll(Stream.of(Column.values()).map(Column::title).toList());
    return "there is no column \"%s\"%s (uproute notion init adds it)"
        .formatted(column.title(), Words.visible(Suggestion.of(column.title(), there)));
  }

  /** A column of type status takes no other options than it has, and gets none through the API. */
  private void readOptions(JsonNode found) {
    found.forEach(option -> options.add(option.path("name").asText()));
    for (String label : List.of(RowUpdate.ONLINE, RowUpdate.OFFLINE)) {
      if (type(Column.STATUS).equals("status") && !options.contains(label)) {
        complaints.add(
            "column \"%s\" is of type status and lacks the option \"%s\"; add it in Notion, or make the column a select"
                .formatted(Column.STATUS.title(), label));
      }
    }
  }

  boolean has(Column column) {
    return types.containsKey(column);
  }

  /** Whether nothing at all can be written. */
  boolean none() {
    return types.isEmpty();
  }

  /** The type Notion gave it; empty when it cannot be written. */
  String type(Column column) {
    return types.getOrDefault(column, "");
  }

  /** Whether the status column takes this label. */
  boolean takes(String label) {
    return has(Column.STATUS) && (type(Column.STATUS).equals("select") || options.contains(label));
  }

  /** What is wrong, a sentence a column; empty when all can be written. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Those that {@link #additions} would add. */
  List<Column> missing() {
    return List.copyOf(missing);
  }

  /** The body that adds the missing columns to the data source. */
  ObjectNode additions() {
    ObjectNode body = JSON.objectNode();
    ObjectNode properties = body.putObject("properties");
    for (Column column : missing) {
      ObjectNode kind = properties.putObject(column.title()).putObject(column.types().getFirst());
      switch (column) {
        case STATUS -> colours(kind);
        case LAST_CHECKED -> {}
        default -> kind.put("format", column.percent() ? "percent" : "number");
      }
    }
    return body;
  }

  private static void colours(ObjectNode select) {
    var options = select.putArray("options");
    options.addObject().put("name", RowUpdate.ONLINE).put("color", "green");
    options.addObject().put("name", RowUpdate.OFFLINE).put("color", "red");
    options.addObject().put("name", RowUpdate.UNKNOWN).put("color", "gray");
  }
}
