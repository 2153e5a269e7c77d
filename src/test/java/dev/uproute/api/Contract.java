package dev.uproute.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.net.URI;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Judges answers of the API by its own contract: path, status, type and body. */
final class Contract {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final JsonNode contract;
  private final Map<String, JsonSchema> schemas = new HashMap<>();
  private final Set<String> judged = new TreeSet<>();

  Contract(JsonNode contract) {
    this.contract = contract;
  }

  /** What was answered 200 at least once, each as its method and path in the contract. */
  Set<String> judged() {
    return judged;
  }

  JsonNode document() {
    return contract;
  }

  /** All there is, in the same form. */
  Set<String> all() {
    Set<String> all = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : contract.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        if (!method.getKey().equals("parameters")) {
          all.add(method.getKey() + " " + path.getKey());
        }
      }
    }
    return all;
  }

  /** Fails unless the contract has such an answer. */
  void judge(String method, String path, int status, String type, String body) throws Exception {
    String operation = operation(path);
    if (operation == null || contract.at(pointer(operation, method)).isMissingNode()) {
      assertTrue(status >= 400, method + " " + path + " is in no contract and answers " + status);
      return;
    }
    String where = method + " " + path + " " + status + " " + body;
    // the contract names 502, where what fails is not ours
    assertTrue(status < 500 || status == 502, where);
    JsonNode responses = contract.at(pointer(operation, method) + "/responses");
    JsonNode named = responses.path("" + status);
    // whatever the edge refuses is described once
    JsonNode response = resolve(named.isObject() ? named : responses.path("default"));
    assertTrue(response.isObject(), "the contract has no such answer: " + where);
    if (status < 300) {
      judged.add(method.toLowerCase() + " " + operation);
    }
    if (response.has("content")) {
      JsonNode schema = response.get("content").get(type).get("schema");
      JsonNode value = type.endsWith("json") ? JSON.readTree(body) : JSON.valueToTree(body);
      Set<ValidationMessage> wrong =
          schemas.computeIfAbsent(schema.toString(), _ -> schema(schema)).validate(value);
      assertEquals(Set.of(), wrong, where);
    } else {
      assertEquals("", body, where);
    }
  }

  private static String pointer(String operation, String method) {
    return "/paths/" + operation.replace("/", "~1") + "/" + method.toLowerCase();
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? contract.at(node.get("$ref").textValue().substring(1)) : node;
  }

  private JsonSchema schema(JsonNode schema) {
    // references into the contract are found beside it
    ObjectNode whole = schema.deepCopy();
    whole.set("components", contract.get("components"));
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(whole, SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
  }

  private String operation(String path) {
    // as the server finds it
    String plain =
        URI.create("http://x" + path.replaceFirst("\\?.*", "").replaceAll("//+", "/"))
            .normalize()
            .getRawPath()
            .replaceFirst("/$", "");
    if (contract.get("paths").has(plain)) {
      return plain;
    }
    Iterator<String> templates = contract.get("paths").fieldNames();
    while (templates.hasNext()) {
      String template = templates.next();
      if (plain.matches(template.replaceAll("\\{[a-z]+}", "[^/]+"))) {
        return template;
      }
    }
    return null;
  }
}
