package dev.uproute.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.uproute.parse.ConfigError;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.parse.PlainKeys;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Between the keys of a service and their JSON in the database. */
final class ListedKeys {
  private ListedKeys() {}

  /**
   * As the parser reads it.
   *
   * @throws ConfigErrors when it is no JSON: somebody wrote it by hand
   */
  static Node.Fields node(String id, String keys) {
    Location location = new Location("service " + id + " of the API", 0, 0);
    try {
      return PlainKeys.node(location, ApiAnswers.JSON.readValue(keys, new TypeReference<>() {}));
    } catch (JsonProcessingException _) {
      throw new ConfigErrors(
          List.of(new ConfigError(location, null, "its keys in the database are not JSON")));
    }
  }

  /**
   * The inverse: equal services give equal texts.
   *
   * @param keys dotted name → text, number, boolean, list or map
   */
  static String text(Map<String, Object> keys) {
    Map<String, Object> sorted = new LinkedHashMap<>();
    PlainKeys.nested(keys)
        .forEach(
            (name, value) ->
                sorted.put(name, value instanceof Map<?, ?> m ? new TreeMap<>(m) : value));
    try {
      return ApiAnswers.JSON.writeValueAsString(sorted);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain values were not written", e);
    }
  }
}
