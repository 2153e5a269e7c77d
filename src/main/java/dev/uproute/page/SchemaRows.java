package dev.uproute.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The keys of a JSON schema, one row each, those inside of others behind a dot. */
public final class SchemaRows {
  private static final String SCHEMAS = "#/components/schemas/";

  private SchemaRows() {}

  /**
   * What a value is.
   *
   * @param text in words
   * @param ref the schema of that name says more; null when none does
   */
  public record Type(String text, String ref) {}

  /**
   * One key, or one parameter.
   *
   * @param required whether it is always there
   */
  public record Row(String name, Type type, boolean required, String description) {}

  static List<Row> of(JsonNode schema, Language language) {
    List<Row> rows = new ArrayList<>();
    add("", schema, rows, language);
    return rows;
  }

  private static void add(String prefix, JsonNode schema, List<Row> rows, Language language) {
    List<String> required = texts(schema.path("required"));
    for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
      JsonNode value = each.getValue();
      String name = prefix + each.getKey();
      rows.add(
          new Row(
              name,
              type(value, language),
              required.contains(each.getKey()),
              value.path("description").asText()));
      add(name + ".", value, rows, language);
      add(name + "[].", value.path("items"), rows, language);
    }
    schema.path("allOf").forEach(each -> add(prefix, each, rows, language));
    schema.path("oneOf").forEach(each -> add(prefix, each, rows, language));
  }

  static Type type(JsonNode schema, Language language) {
    if (schema.has("$ref")) {
      String name = schema.get("$ref").textValue().replace(SCHEMAS, "");
      return new Type(name, name);
    }
    if (schema.has("items")) {
      Type item = type(schema.get("items"), language);
      return new Type(language.text("contract.list", item.text()), item.ref());
    }
    if (schema.has("oneOf")) {
      return any(schema.get("oneOf"), language);
    }
    if (schema.has("allOf")) {
      return type(schema.at("/allOf/0"), language);
    }
    return new Type(plain(schema), null);
  }

  private static Type any(JsonNode several, Language language) {
    List<Type> types = new ArrayList<>();
    several.forEach(each -> types.add(type(each, language)));
    String text = types.stream().map(Type::text).collect(Collectors.joining(" | "));
    String ref =
        types.stream().map(Type::ref).filter(each -> each != null).findFirst().orElse(null);
    return new Type(text, ref);
  }

  private static String plain(JsonNode schema) {
    if (schema.has("const")) {
      return schema.get("const").asText();
    }
    if (schema.has("enum")) {
      return String.join(" | ", texts(schema.get("enum")));
    }
    JsonNode type = schema.path("type");
    String word = type.isArray() ? String.join(" | ", texts(type)) : type.asText();
    return schema.has("format") ? word + " (" + schema.get("format").asText() + ")" : word;
  }

  private static List<String> texts(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText).toList();
  }
}
