package dev.uproute.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import dev.uproute.parse.PlainKeys;
import dev.uproute.parse.SentService;
import dev.uproute.service.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service: who lists it, and its keys as in services.yaml, with all that holds for it filled in.
 * It holds what its check sends, secrets included.
 */
final class ServiceJson {
  private ServiceJson() {}

  static ObjectNode of(Service service) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("source", service.source());
    if (service.target().filledIn()) {
      json.put("filled_in", true);
    }
    json.set("keys", Fields.MAPPER.valueToTree(PlainKeys.nested(SentService.keys(service))));
    return json;
  }

  static Service read(Fields fields) {
    Map<String, Object> keys = map(fields.group("keys").json());
    try {
      return SentService.of(
          new Location(fields.name("keys"), 0, 0),
          keys,
          fields.text("source", 64),
          fields.flag("filled_in"));
    } catch (ConfigErrors errors) {
      throw new WireError(errors.getMessage());
    }
  }

  private static Map<String, Object> map(JsonNode object) {
    Map<String, Object> map = new LinkedHashMap<>();
    object.properties().forEach(entry -> map.put(entry.getKey(), plain(entry.getValue())));
    return map;
  }

  private static Object plain(JsonNode value) {
    if (value.isObject()) {
      return map(value);
    }
    if (value.isArray()) {
      List<Object> list = new ArrayList<>();
      value.forEach(each -> list.add(plain(each)));
      return list;
    }
    return value.isNull() ? null : value.asText();
  }
}
