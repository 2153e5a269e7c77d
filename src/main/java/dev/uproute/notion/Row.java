package dev.uproute.notion;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.parse.ConfigError;
import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.text.Sentence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * One row of the list as plain data, so that it can be remembered.
 *
 * @param page id of its page
 * @param link where a person finds it
 * @param created ISO-8601; rows of the same name are distinguished by who came first
 * @param keys what it says of which key of a service: a text or a list of texts
 */
record Row(String page, String link, String created, Map<String, Object> keys) {
  /** What Camel would evaluate; in a row it is nothing but an attempt to read what is not shown. */
  private static final List<String> EXPRESSIONS = List.of("{{", "}}", "${", "RAW(");

  /** Words of ours, which people write with a capital. */
  private static final Set<String> WORDS =
      Set.of("id", "type", "site", "role", "zone", "profile", "fallback", "channels", "depends_on");

  /** Null for what is no row: a page without properties, one in the trash, one that is empty. */
  static Row of(JsonNode page, ColumnMapping headings) {
    boolean row = page.path("object").asText().equals("page") && page.path("properties").isObject();
    if (!row || page.path("in_trash").asBoolean()) {
      return null;
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    headings
        .keys()
        .forEach(
            (key, column) -> {
              Object value = Cell.of(page.path("properties").path(column));
              if (value != null) {
                keys.put(key, word(key, value));
              }
            });
    if (!keys.containsKey("name") && !keys.containsKey("url")) {
      return null;
    }
    return new Row(
        page.path("id").asText(),
        page.path("url").asText(),
        page.path("created_time").asText(),
        keys);
  }

  private static Object word(String key, Object value) {
    if (value instanceof List<?> list) {
      return list.stream().map(each -> word(key, each)).toList();
    }
    String text = value.toString();
    return WORDS.contains(key)
        ? text.toLowerCase(Locale.ROOT)
        : key.equals("method") ? text.toUpperCase(Locale.ROOT) : text;
  }

  @JsonIgnore
  Location location() {
    String name = keys.getOrDefault("name", keys.get("url")).toString();
    return new Location("Notion row " + Sentence.quote(name) + " " + Sentence.clean(link), 0, 0);
  }

  /** Every value that is more than plain data. */
  List<ConfigError> errors() {
    List<ConfigError> errors = new ArrayList<>();
    keys.forEach(
        (key, value) ->
            EXPRESSIONS.stream()
                .filter(value.toString()::contains)
                .forEach(
                    e -> errors.add(new ConfigError(location(), key, "must not contain " + e))));
    return errors;
  }

  /**
   * As the parser of services reads it.
   *
   * @param id null when name or host give it
   */
  Node node(String id) {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("profile", "reachable");
    all.putAll(keys);
    if (id != null) {
      all.put("id", id);
    }
    all.put("tags", tags());
    return group("", all);
  }

  /** Options of a column Tags as tags of their own, and the page, for whoever writes to it. */
  private Map<String, Object> tags() {
    Map<String, Object> tags = new LinkedHashMap<>();
    List<?> written = keys.get("tags") instanceof List<?> list ? list : List.of();
    written.forEach(tag -> tags.put(tag.toString(), "true"));
    tags.put("origin", page);
    return tags;
  }

  private Node.Fields group(String prefix, Map<String, Object> all) {
    List<Node.Field> fields = new ArrayList<>();
    Map<String, Map<String, Object>> inner = new LinkedHashMap<>();
    all.forEach(
        (key, value) -> {
          int dot = key.indexOf('.');
          if (dot < 0 || prefix.equals("tags.")) {
            fields.add(new Node.Field(location(), key, value(key, value)));
          } else {
            inner
                .computeIfAbsent(key.substring(0, dot), _ -> new LinkedHashMap<>())
                .put(key.substring(dot + 1), value);
          }
        });
    inner.forEach(
        (key, keys) -> fields.add(new Node.Field(location(), key, group(key + ".", keys))));
    return new Node.Fields(location(), List.copyOf(fields));
  }

  private Node value(String key, Object value) {
    return switch (value) {
      case Map<?, ?> map -> {
        Map<String, Object> plain = new LinkedHashMap<>();
        map.forEach((name, each) -> plain.put(name.toString(), each));
        yield group(key + ".", plain);
      }
      case List<?> list ->
          new Node.Items(location(), list.stream().map(each -> text(each)).toList());
      default -> text(value);
    };
  }

  private Node text(Object value) {
    return new Node.Text(location(), value.toString());
  }
}
