package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sorts and filters of a query: what they may say, and the few that are obeyed. */
final class FakeRows {
  private FakeRows() {}

  static List<String> in(List<String> rows, JsonNode body, Map<String, FakeColumn> columns) {
    List<String> found = new ArrayList<>(rows);
    if (body.has("filter")) {
      // judged, not obeyed: no client of ours may rely on more than that its form is right
      filter(body.get("filter"), columns);
    }
    for (JsonNode sort : body.path("sorts")) {
      FakeValues.keys(sort, Set.of("timestamp", "property", "direction"), "sorts");
      String direction = sort.path("direction").asText();
      FakeValues.require(Set.of("ascending", "descending").contains(direction), "sorts.direction");
      boolean time =
          Set.of("created_time", "last_edited_time").contains(sort.path("timestamp").asText());
      FakeValues.require(time || columns.containsKey(sort.path("property").asText()), "sorts");
      if (direction.equals("descending")) {
        Collections.reverse(found);
      }
    }
    return found;
  }

  private static void filter(JsonNode filter, Map<String, FakeColumn> columns) {
    if (filter.has("and") || filter.has("or")) {
      FakeValues.keys(filter, Set.of(filter.fieldNames().next()), "filter");
      filter.elements().next().forEach(each -> filter(each, columns));
      return;
    }
    FakeColumn column = columns.get(filter.path("property").asText());
    if (column == null) {
      throw FakeError.invalid(filter.path("property") + " is not a property that exists.");
    }
    FakeValues.keys(filter, Set.of("property", column.type()), "filter");
  }
}
