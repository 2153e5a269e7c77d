package dev.uproute.page;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** An OpenAPI document as its page shows it. Immutable. */
public final class ContractView {
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  private final JsonNode contract;
  private final Language language;

  ContractView(JsonNode contract, Language language) {
    this.contract = contract;
    this.language = language;
  }

  /**
   * @param access who may ask for it
   * @param body null when none is sent
   */
  public record Operation(
      String id,
      String method,
      String path,
      String summary,
      String description,
      String access,
      List<SchemaRows.Row> parameters,
      Content body,
      List<Response> responses) {}

  /** What is sent; rows of keys, or the schema that has them. */
  public record Content(String media, SchemaRows.Type type, List<SchemaRows.Row> rows) {}

  /** Several statuses where they mean the same. */
  public record Response(String status, String description, Content content) {
    private Response with(String other) {
      return new Response(status + ", " + other, description, content);
    }
  }

  public record Schema(String name, SchemaRows.Type type, List<SchemaRows.Row> rows) {}

  /** What stands above all of it. */
  public String description() {
    return contract.at("/info/description").asText();
  }

  /** In the order of the document. */
  public List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : contract.path("paths").properties()) {
      for (String method : METHODS) {
        JsonNode operation = path.getValue().get(method);
        if (operation != null) {
          operations.add(operation(path.getKey(), method, path.getValue(), operation));
        }
      }
    }
    return operations;
  }

  private Operation operation(String path, String method, JsonNode around, JsonNode operation) {
    List<SchemaRows.Row> parameters = new ArrayList<>();
    around.path("parameters").forEach(each -> parameters.add(parameter(resolve(each))));
    operation.path("parameters").forEach(each -> parameters.add(parameter(resolve(each))));
    Map<JsonNode, Response> responses = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> each : operation.path("responses").properties()) {
      JsonNode response = resolve(each.getValue());
      String description = response.path("description").asText();
      responses.merge(
          response,
          new Response(each.getKey(), description, content(response)),
          (before, same) -> before.with(same.status()));
    }
    return new Operation(
        operation.path("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        operation.path("summary").asText(),
        operation.path("description").asText(),
        access(operation),
        parameters,
        content(resolve(operation.path("requestBody"))),
        List.copyOf(responses.values()));
  }

  private String access(JsonNode operation) {
    return switch (operation.at("/security/0/token/0").asText()) {
      case "read" -> language.text("contract.readers");
      case "write" -> language.text("contract.writers");
      default -> language.text("contract.anybody");
    };
  }

  private SchemaRows.Row parameter(JsonNode parameter) {
    return new SchemaRows.Row(
        parameter.path("name").asText(),
        SchemaRows.type(resolve(parameter.path("schema")), language),
        parameter.path("required").asBoolean(),
        parameter.path("description").asText());
  }

  /** Null when there is none. */
  private Content content(JsonNode message) {
    for (Map.Entry<String, JsonNode> media : message.path("content").properties()) {
      JsonNode schema = media.getValue().path("schema");
      SchemaRows.Type type = SchemaRows.type(schema, language);
      return new Content(media.getKey(), type, SchemaRows.of(schema, language));
    }
    return null;
  }

  /** What others refer to by name. */
  public List<Schema> schemas() {
    return StreamSupport.stream(
            contract.at("/components/schemas").properties().spliterator(), false)
        .map(
            each ->
                new Schema(
                    each.getKey(),
                    SchemaRows.type(each.getValue(), language),
                    SchemaRows.of(each.getValue(), language)))
        .collect(Collectors.toList());
  }

  private JsonNode resolve(JsonNode node) {
    return node.has("$ref") ? contract.at(node.get("$ref").textValue().substring(1)) : node;
  }
}
