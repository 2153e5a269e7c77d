package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.parse.ServiceParser;
import dev.uproute.text.Sentence;
import dev.uproute.text.Suggestion;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Which column of a data source says which key of a service: three by their configured names, and
 * every other that is called like a key, in any case and with spaces for dots and underscores.
 *
 * @param keys column by key
 */
record ColumnMapping(Map<String, String> keys) {

  /**
   * @param dataSource as Notion describes it
   * @throws NotionRefusal when a configured column is missing or holds nothing that can be read
   */
  static ColumnMapping of(JsonNode dataSource, Layout layout) {
    JsonNode columns = dataSource.path("properties");
    Map<String, String> keys = new LinkedHashMap<>();
    configured(keys, "name", layout.name(), columns);
    if (!layout.type().isBlank()) {
      configured(keys, "type", layout.type(), columns);
    }
    configured(keys, "url", layout.url(), columns);
    Map<String, String> known =
        ServiceParser.keys().stream().collect(Collectors.toMap(ColumnMapping::plain, key -> key));
    // a column is one value, and this is what somebody expects of an answer first of all
    known.put("expect", "expect.http_status");
    for (Map.Entry<String, JsonNode> column : columns.properties()) {
      String key = known.get(plain(column.getKey()));
      boolean used = keys.containsValue(column.getKey());
      if (key != null && !used && Cell.readable(type(column.getValue()))) {
        keys.putIfAbsent(key, column.getKey());
      }
    }
    return new ColumnMapping(keys);
  }

  private static void configured(
      Map<String, String> keys, String key, String name, JsonNode columns) {
    String setting = " (uproute.notion.column." + key + ")";
    if (!columns.has(name)) {
      List<String> there = columns.properties().stream().map(Map.Entry::getKey).sorted().toList();
      throw NotionRefusal.configuration(
          "the data source has no column "
              + Sentence.quote(name)
              + setting
              + meant(name, there)
              + "; its columns are "
              + there.stream().map(Sentence::quote).collect(Collectors.joining(", ")));
    }
    String type = type(columns.get(name));
    if (!Cell.readable(type)) {
      throw NotionRefusal.configuration(
          "the column "
              + Sentence.quote(name)
              + setting
              + " is of type "
              + Sentence.clean(type)
              + "; types that can be read are "
              + String.join(", ", new TreeSet<>(Cell.TYPES)));
    }
    keys.put(key, name);
  }

  private static String meant(String name, List<String> there) {
    return there.stream()
        .filter(name::equalsIgnoreCase)
        .findFirst()
        .map(other -> "; did you mean " + Sentence.quote(other) + "?")
        .orElse(Suggestion.of(name, there));
  }

  private static String type(JsonNode column) {
    return column.path("type").asText();
  }

  private static String plain(String name) {
    return name.strip().toLowerCase(Locale.ROOT).replaceAll("[\\s._-]+", "_");
  }

  /** Query parameters that leave all other columns out of the answer. */
  String filter() {
    return keys.values().stream()
        .map(name -> URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"))
        .map(name -> "filter_properties=" + name)
        .collect(Collectors.joining("&"));
  }
}
