package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A data source: columns, rows, and how they are asked for page by page. */
public final class FakeTable {
  private static final int MOST = 100;
  private static final Instant BEGIN = Instant.parse("2026-06-01T08:00:00Z");

  private static final class Row {
    private final Instant created;
    private final Map<String, JsonNode> values = new HashMap<>();
    private boolean trashed;

    private Row(int number) {
      created = BEGIN.plusSeconds(number);
    }
  }

  public final String database;
  public final String id;
  public final String name;

  private final Map<String, FakeColumn> columns = new LinkedHashMap<>();
  private final Map<String, Row> rows = new LinkedHashMap<>();
  private final List<String> partial = new ArrayList<>();
  private final Map<String, String> cursors = new HashMap<>();
  private boolean incomplete;

  FakeTable(String database, String id, String name) {
    this.database = database;
    this.id = id;
    this.name = name;
  }

  /** A further column; title, rich_text, url, select, status, number, date, checkbox, formula… */
  public synchronized FakeTable column(String column, String type) {
    String key = type.equals("title") ? "title" : "c%3A" + columns.size();
    columns.put(column, new FakeColumn(key, column, type, "number"));
    return this;
  }

  public synchronized void rename(String column, String other) {
    Map<String, FakeColumn> before = new LinkedHashMap<>(columns);
    columns.clear();
    before.forEach(
        (key, each) -> {
          String now = key.equals(column) ? other : key;
          columns.put(now, each.named(now));
        });
  }

  public synchronized void remove(String column) {
    columns.remove(column);
  }

  /** A new row, as a user types it: column, value, column, value; returns the id of its page. */
  public synchronized String row(Object... cells) {
    String page = FakeValues.id();
    rows.put(page, new Row(rows.size()));
    for (int i = 0; i < cells.length; i += 2) {
      set(page, (String) cells[i], cells[i + 1]);
    }
    return page;
  }

  /** A user changes one cell; null clears it. */
  public synchronized void set(String page, String column, Object value) {
    FakeColumn known = columns.get(column);
    rows.get(page).values.put(known.id(), FakeValues.typed(known.type(), value));
  }

  /** What a cell holds, without its type: an option's name, a number, a date's start, a text. */
  public synchronized String cell(String page, String column) {
    FakeColumn known = columns.get(column);
    JsonNode value = rows.get(page).values.get(known.id());
    if (value == null || value.isNull()) {
      return null;
    }
    return value.isArray()
        ? FakeValues.plain(value)
        : value.has("name")
            ? value.get("name").asText()
            : value.has("start") ? value.get("start").asText() : value.asText();
  }

  public synchronized void trash(String page, boolean trashed) {
    rows.get(page).trashed = trashed;
  }

  /** A row that is shown without its properties. */
  public synchronized void partial(String page) {
    partial.add(page);
  }

  /** The last page of an answer says that there were more rows than Notion gives. */
  public synchronized void incomplete(boolean now) {
    incomplete = now;
  }

  /** The names of the columns, in their order. */
  public synchronized List<String> columns() {
    return List.copyOf(columns.keySet());
  }

  public synchronized FakeColumn known(String column) {
    return columns.get(column);
  }

  synchronized boolean holds(String page) {
    return rows.containsKey(page);
  }

  synchronized JsonNode schema() {
    ObjectNode node = FakeNotion.JSON.createObjectNode().put("object", "data_source").put("id", id);
    node.putArray("title").addAll(FakeValues.text(name));
    ObjectNode properties = node.putObject("properties");
    columns.forEach(
        (key, column) -> {
          ObjectNode each = properties.putObject(key);
          each.put("id", column.id()).put("name", key).put("type", column.type());
          ObjectNode config = each.putObject(column.type());
          if (column.type().equals("number")) {
            config.put("format", column.format());
          }
          if (column.type().endsWith("select") || column.type().equals("status")) {
            column.options().forEach(o -> config.withArray("options").add(FakeValues.option(o)));
          }
        });
    node.putObject("parent").put("type", "database_id").put("database_id", database);
    return node.put("in_trash", false);
  }

  /** PATCH: new columns, and new formats of number columns. */
  synchronized JsonNode alter(JsonNode body) {
    FakeValues.keys(body, Set.of("properties"), "body");
    body.get("properties")
        .properties()
        .forEach(
            each -> {
              String type = each.getValue().fieldNames().next();
              FakeValues.keys(each.getValue(), Set.of(type), each.getKey());
              String format = each.getValue().path(type).path("format").asText("number");
              FakeValues.require(
                  Set.of("select", "number", "date", "url", "rich_text", "checkbox").contains(type),
                  each.getKey() + "." + type + " should be a type");
              String key = "c%3A" + columns.size();
              columns.put(each.getKey(), new FakeColumn(key, each.getKey(), type, format));
            });
    return schema();
  }

  synchronized JsonNode query(FakeRequest request) {
    JsonNode body = request.body();
    FakeValues.require(body != null, "body should be an object");
    FakeValues.keys(body, Set.of("page_size", "start_cursor", "filter", "sorts"), "body");
    FakeValues.keys(request.query().keySet(), Set.of("filter_properties"), "query");
    int size = body.path("page_size").asInt(MOST);
    FakeValues.require(
        size >= 1 && size <= MOST && (!body.has("page_size") || body.get("page_size").isInt()),
        "body.page_size should be ≤ 100, is " + body.get("page_size"));
    List<String> found = FakeRows.in(order(), body, columns);
    String about = body.path("filter") + "|" + body.path("sorts") + "|" + request.query();
    int from = from(body, about);
    boolean old = !request.headers().get("Notion-version").contains("2026-03-11");
    List<String> shown = request.query().getOrDefault("filter_properties", List.of());
    ObjectNode list = FakeNotion.JSON.createObjectNode().put("object", "list");
    int to = Math.min(found.size(), from + size);
    list.putArray("results");
    found.subList(from, to).forEach(row -> list.withArray("results").add(page(row, shown, old)));
    boolean more = to < found.size();
    list.put("has_more", more).put("type", "page_or_data_source");
    list.put("next_cursor", more ? cursor(about + "@" + to) : null);
    list.putObject("page_or_data_source");
    if (incomplete && !more) {
      ObjectNode status = list.putObject("request_status").put("type", "incomplete");
      status.put("incomplete_reason", "query_result_limit_reached");
    }
    return list;
  }

  private List<String> order() {
    return rows.keySet().stream().filter(key -> !rows.get(key).trashed).toList();
  }

  private String cursor(String stands) {
    String cursor = FakeValues.id();
    cursors.put(cursor, stands);
    return cursor;
  }

  private int from(JsonNode body, String about) {
    if (!body.has("start_cursor")) {
      return 0;
    }
    String stands = cursors.get(body.get("start_cursor").asText());
    FakeValues.require(stands != null, "start_cursor provided is invalid: " + body);
    int at = stands.lastIndexOf('@');
    FakeValues.require(stands.substring(0, at).equals(about), "start_cursor of another list");
    return Integer.parseInt(stands.substring(at + 1));
  }

  synchronized JsonNode page(String page, List<String> shown, boolean old) {
    Row row = rows.get(page);
    ObjectNode node = FakeNotion.JSON.createObjectNode().put("object", "page").put("id", page);
    if (partial.contains(page)) {
      return node;
    }
    node.put("created_time", row.created.toString()).put("last_edited_time", BEGIN.toString());
    node.put("in_trash", row.trashed);
    if (old) {
      node.put("archived", row.trashed).put("is_archived", false);
    }
    node.put("url", "https://app.notion.com/p/" + page.replace("-", ""));
    ObjectNode parent = node.putObject("parent").put("type", "data_source_id");
    parent.put("data_source_id", id).put("database_id", database);
    Set<String> names = shown.isEmpty() ? columns.keySet() : Set.copyOf(shown);
    for (String each : names) {
      FakeColumn column =
          columns.values().stream()
              .filter(c -> c.name().equals(each) || c.id().equals(each))
              .findFirst()
              .orElseThrow(() -> FakeError.invalid(each + " is not a property that exists."));
      ObjectNode value = node.withObject("/properties").putObject(column.name());
      value.put("id", column.id()).put("type", column.type());
      JsonNode empty = FakeValues.typed(column.type(), null);
      value.set(column.type(), row.values.getOrDefault(column.id(), empty));
    }
    return node;
  }

  synchronized JsonNode update(String page, JsonNode body, boolean old) {
    Set<String> top = Set.of("properties", "in_trash", "icon", "cover", old ? "archived" : "");
    FakeValues.keys(body, top, "body");
    if (rows.get(page).trashed && !body.has("in_trash")) {
      throw FakeError.invalid("Can't edit block that is archived.");
    }
    rows.get(page).trashed = body.path("in_trash").asBoolean(rows.get(page).trashed);
    write(rows.get(page), body.path("properties"));
    return page(page, List.of(), old);
  }

  synchronized JsonNode create(JsonNode body, boolean old) {
    FakeValues.keys(body, Set.of("parent", "properties", "icon", "cover"), "body");
    Row row = new Row(rows.size());
    write(row, body.path("properties"));
    String page = FakeValues.id();
    rows.put(page, row);
    return page(page, List.of(), old);
  }

  /** All or nothing. */
  private void write(Row row, JsonNode properties) {
    Map<String, JsonNode> values = new HashMap<>();
    for (Map.Entry<String, JsonNode> each : properties.properties()) {
      FakeColumn column = columns.get(each.getKey());
      if (column == null) {
        throw FakeError.invalid(each.getKey() + " is not a property that exists.");
      }
      values.put(column.id(), FakeValues.written(column, each.getValue()));
    }
    row.values.putAll(values);
  }

  /** Ids of the pages of all rows, those in the trash too. */
  public synchronized List<String> pages() {
    return Collections.unmodifiableList(new ArrayList<>(rows.keySet()));
  }
}
