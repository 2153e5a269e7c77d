package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import java.util.UUID;

/** Values as Notion writes, reads and refuses them. */
final class FakeValues {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.UTC);
  private static final Set<String> RUN =
      Set.of("type", "text", "annotations", "plain_text", "href", "mention", "equation");

  private FakeValues() {}

  static String id() {
    return UUID.randomUUID().toString();
  }

  static String dashed(String id) {
    return id.length() == 32 ? id.replaceFirst("(.{8})(.{4})(.{4})(.{4})", "$1-$2-$3-$4-") : id;
  }

  static void keys(Collection<String> given, Set<String> allowed, String where) {
    Set<String> unknown = new HashSet<>(given);
    unknown.removeAll(allowed);
    if (!unknown.isEmpty()) {
      throw FakeError.invalid(
          "body failed validation: " + where + "." + unknown + " should be not present");
    }
  }

  static void keys(JsonNode given, Set<String> allowed, String where) {
    require(given != null && given.isObject(), where + " should be an object");
    Set<String> names = new HashSet<>();
    given.fieldNames().forEachRemaining(names::add);
    keys(names, allowed, where);
  }

  static void require(boolean right, String message) {
    if (!right) {
      throw FakeError.invalid("body failed validation: " + message);
    }
  }

  /** What a user types into a cell, in the form in which the API shows it. */
  static JsonNode typed(String type, Object value) {
    ObjectNode written = FakeNotion.JSON.createObjectNode();
    if (value == null && (type.equals("title") || type.equals("rich_text"))) {
      return FakeNotion.JSON.createArrayNode();
    } else if (value instanceof JsonNode node) {
      return node;
    } else if (value == null) {
      return NullNode.instance;
    }
    return switch (type) {
      case "title", "rich_text" -> text(value.toString());
      case "select", "status" -> option(value.toString());
      case "multi_select" -> {
        ArrayNode options = FakeNotion.JSON.createArrayNode();
        ((Collection<?>) value).forEach(name -> options.add(option(name.toString())));
        yield options;
      }
      case "formula" -> written.put("type", "string").put("string", value.toString());
      default -> FakeNotion.JSON.valueToTree(value);
    };
  }

  static ObjectNode option(String name) {
    ObjectNode option = FakeNotion.JSON.createObjectNode();
    return option.put("id", "o" + name.hashCode()).put("name", name).put("color", "default");
  }

  /** One run of rich text for each part. */
  static ArrayNode text(String... parts) {
    ArrayNode runs = FakeNotion.JSON.createArrayNode();
    for (String part : parts) {
      ObjectNode run = runs.addObject();
      run.putObject("text").put("content", part);
      complete(run);
    }
    return runs;
  }

  private static void complete(ObjectNode run) {
    String content = run.path("text").path("content").asText();
    run.put("type", "text").put("plain_text", content).putNull("href");
    if (!run.path("text").has("link")) {
      ((ObjectNode) run.get("text")).putNull("link");
    }
    ObjectNode full = FakeNotion.JSON.createObjectNode();
    for (String flag : new String[] {"bold", "italic", "strikethrough", "underline", "code"}) {
      full.put(flag, run.path("annotations").path(flag).asBoolean());
    }
    full.put("color", run.path("annotations").path("color").asText("default"));
    run.set("annotations", full);
  }

  static String plain(JsonNode runs) {
    StringBuilder text = new StringBuilder();
    runs.forEach(run -> text.append(run.path("plain_text").asText()));
    return text.toString();
  }

  /** What a client writes into rich text, judged and completed. */
  static ArrayNode runs(JsonNode written, String where) {
    require(written.isArray() && written.size() <= 100, where + " should be an array of 100 runs");
    ArrayNode runs = written.deepCopy();
    for (Iterator<JsonNode> all = runs.iterator(); all.hasNext(); ) {
      JsonNode run = all.next();
      keys(run, RUN, where);
      require(run.path("text").path("content").isTextual(), where + ".text.content is missing");
      keys(run.get("text"), Set.of("content", "link"), where + ".text");
      int length = run.get("text").get("content").asText().length();
      require(length <= 2000, where + ".text.content.length should be ≤ 2000, is " + length);
      complete((ObjectNode) run);
    }
    return runs;
  }

  /** What a client writes into a property, judged and in the form in which it is read back. */
  static JsonNode written(FakeColumn column, JsonNode property) {
    String type = column.type();
    keys(property, Set.of("id", "type", "name", type), column.name());
    require(property.has(type), column.name() + " is expected to be " + type);
    JsonNode value = property.get(type);
    String where = column.name() + "." + type;
    return switch (type) {
      case "title", "rich_text" -> runs(value, where);
      case "number" -> right(value, value.isNull() || value.isNumber(), where);
      case "checkbox" -> right(value, value.isBoolean(), where);
      case "url" -> {
        boolean text = value.isTextual() && !value.asText().isEmpty();
        yield right(value, value.isNull() || text && value.asText().length() <= 2000, where);
      }
      case "select", "status" -> value.isNull() ? value : chosen(column, value, where);
      case "date" -> value.isNull() ? value : date(value, where);
      default -> throw FakeError.invalid(column.name() + " of type " + type + " is read only");
    };
  }

  private static JsonNode right(JsonNode value, boolean right, String where) {
    require(right, where + " has a wrong value: " + value);
    return value;
  }

  private static JsonNode chosen(FakeColumn column, JsonNode value, String where) {
    keys(value, Set.of("name", "id", "color"), where);
    String name = value.path("name").asText();
    require(!name.isEmpty() && name.length() <= 100, where + ".name should have 1 to 100");
    require(!name.contains(","), where + ".name should have no comma");
    if (column.type().equals("status") && !column.options().contains(name)) {
      throw FakeError.invalid("Status option \"" + name + "\" does not exist");
    }
    column.options().add(name);
    return option(name);
  }

  private static JsonNode date(JsonNode value, String where) {
    keys(value, Set.of("start", "end", "time_zone"), where);
    try {
      String start = TIME.format(OffsetDateTime.parse(value.path("start").asText()));
      ObjectNode date = FakeNotion.JSON.createObjectNode().put("start", start);
      return date.putNull("end").putNull("time_zone");
    } catch (DateTimeParseException e) {
      throw FakeError.invalid(where + ".start should be a valid ISO 8601 date string: " + value);
    }
  }
}
