package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What stands in one cell of a row, as text. */
final class Cell {
  /** The types of columns that are read. */
  static final Set<String> TYPES =
      Set.of(
          "title",
          "rich_text",
          "url",
          "select",
          "status",
          "multi_select",
          "number",
          "checkbox",
          "formula",
          "email",
          "phone_number");

  private Cell() {}

  static boolean readable(String type) {
    return TYPES.contains(type);
  }

  /** A text, a list of texts, or null when the cell is empty. */
  static Object of(JsonNode property) {
    String type = property.path("type").asText();
    JsonNode value = property.path(type);
    return switch (type) {
      case "title", "rich_text" -> text(joined(value));
      case "select", "status" -> text(value.path("name").asText(""));
      case "multi_select" -> names(value);
      case "formula" -> of(value);
      case "number" -> value.isNumber() ? number(value) : null;
      case "checkbox", "boolean" -> value.isBoolean() ? value.asText() : null;
      default -> text(value.asText(""));
    };
  }

  /** What was formatted in parts arrives in parts. */
  private static String joined(JsonNode runs) {
    StringBuilder text = new StringBuilder();
    runs.forEach(run -> text.append(run.path("plain_text").asText("")));
    return text.toString();
  }

  private static String text(String text) {
    return text.isBlank() || text.equals("null") ? null : text.strip();
  }

  private static String number(JsonNode value) {
    return value.decimalValue().stripTrailingZeros().toPlainString();
  }

  private static List<String> names(JsonNode options) {
    List<String> names = new ArrayList<>();
    options.forEach(option -> names.add(option.path("name").asText()));
    return names.isEmpty() ? null : names;
  }
}
