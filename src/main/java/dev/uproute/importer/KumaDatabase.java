package dev.uproute.importer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.parse.Location;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The tables of Uptime Kuma 1.x and 2.x in its SQLite file, as rows that know what was asked of
 * them. Not thread-safe.
 */
final class KumaDatabase {
  private final ForeignDatabase file;
  private final Imported into;

  /**
   * @param into gets what is lost of its rows
   */
  KumaDatabase(ForeignDatabase file, Imported into) {
    this.file = file;
    this.into = into;
  }

  Location location() {
    return file.location();
  }

  /** Whether it has a table, by its exact name. */
  boolean has(String table) {
    return file.has(table);
  }

  /** Monitors in the order of Kuma's list: those of more weight first, then by name. */
  List<SourceRow> monitors() {
    return rows("monitor", "monitor", "name", "order by weight desc, name, id");
  }

  List<SourceRow> notifications() {
    return rows("notification", "notification", "name", "order by id");
  }

  List<SourceRow> maintenances() {
    return has("maintenance")
        ? rows("maintenance", "maintenance", "title", "order by id")
        : List.of();
  }

  List<SourceRow> statusPages() {
    return has("status_page")
        ? rows("status_page", "status page", "title", "order by id")
        : List.of();
  }

  private List<SourceRow> rows(String table, String what, String name, String order) {
    Map<String, String> defaults = file.columns(table);
    List<SourceRow> rows = new ArrayList<>();
    for (Map<String, Object> values : file.rows("select * from " + table + " " + order)) {
      Object called = values.get(name);
      String label = what + " \"" + (called == null ? values.get("id") : called) + '"';
      rows.add(new SourceRow(label, location(), values, defaults, into));
    }
    return rows;
  }

  /** The tags of each monitor: a name several times has its values in one, separated by commas. */
  Map<Integer, Map<String, String>> tags() {
    Map<Integer, Map<String, String>> tags = new LinkedHashMap<>();
    if (has("monitor_tag")) {
      String sql =
          "select m.monitor_id, t.name, m.value from monitor_tag m join tag t on t.id = m.tag_id"
              + " order by m.id";
      for (Map<String, Object> row : file.rows(sql)) {
        String value = row.get("value") == null ? "" : row.get("value").toString();
        tags.computeIfAbsent(number(row.get("monitor_id")), _ -> new LinkedHashMap<>())
            .merge((String) row.get("name"), value, (a, b) -> a + ", " + b);
      }
    }
    return tags;
  }

  /** The ids of one table by those of another they belong to. */
  Map<Integer, Set<Integer>> links(String table, String of, String what) {
    Map<Integer, Set<Integer>> links = new LinkedHashMap<>();
    if (has(table)) {
      for (Map<String, Object> row : file.rows("select " + of + ", " + what + " from " + table)) {
        links.computeIfAbsent(number(row.get(of)), _ -> new TreeSet<>()).add(number(row.get(what)));
      }
    }
    return links;
  }

  private static int number(Object value) {
    return value instanceof Number number ? number.intValue() : -1;
  }

  /** One of Kuma's settings, whose texts are JSON; null when it is not set. */
  JsonNode setting(String key) {
    for (Map<String, Object> row : file.rows("select value from setting where key = ?", key)) {
      return new SourceRow("setting \"" + key + '"', location(), row, Map.of(), into).json("value");
    }
    return null;
  }

  /** What Kuma signs its sessions with; null when it has none. */
  String secret() {
    for (Map<String, Object> row :
        file.rows("select value from setting where key = ?", "jwtSecret")) {
      return (String) row.get("value");
    }
    return null;
  }
}
