package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the fake holds, and which call does what with it. */
public final class FakeWorkspace {
  static final List<String> VERSIONS = List.of("2025-09-03", "2026-03-11");

  private static final String DATABASE = "/v1/databases/([^/]+)";
  private static final String SOURCE = "/v1/data_sources/([^/]+)";
  private static final String PAGE = "/v1/pages/([^/]+)";
  private static final String BLOCK = "/v1/blocks/([^/]+)";

  private final Map<String, List<FakeTable>> databases = new LinkedHashMap<>();
  private final FakeBlocks blocks = new FakeBlocks();
  private final Set<String> unshared = new java.util.HashSet<>();

  /** A new database with one data source that has no columns yet. */
  public synchronized FakeTable table(String name) {
    FakeTable table = new FakeTable(FakeValues.id(), FakeValues.id(), name);
    databases.put(table.database, new ArrayList<>(List.of(table)));
    return table;
  }

  /** A further data source in the database of this one. */
  public synchronized FakeTable beside(FakeTable first, String name) {
    FakeTable table = new FakeTable(first.database, FakeValues.id(), name);
    databases.get(first.database).add(table);
    return table;
  }

  /** A table as monitor N has it, with its eight columns. */
  public FakeTable services() {
    FakeTable table = table("Services").column("Service", "title").column("Check Type", "select");
    table.column("URL", "url").column("Status", "select").column("Last Checked", "date");
    table.column("Response Time (ms)", "number").column("Uptime 24h %", "number");
    return table.column("Uptime 7d %", "number").column("Uptime 30d %", "number");
  }

  /** Pages that are no rows, and what stands on any page. */
  public FakeBlocks blocks() {
    return blocks;
  }

  /** Nobody shares this page, database or data source with the integration any more. */
  public synchronized void unshare(String id) {
    unshared.add(FakeValues.dashed(id));
  }

  public synchronized void share(String id) {
    unshared.remove(FakeValues.dashed(id));
  }

  /** An error that a blameless client meets too. */
  boolean expected(FakeError e) {
    return e.getMessage().contains("archived") || e.getMessage().contains("is not a property");
  }

  synchronized JsonNode ask(FakeRequest request) {
    String path = request.path();
    String id = path.split("/").length < 4 ? "" : FakeValues.dashed(path.split("/")[3]);
    if (unshared.contains(id)) {
      throw FakeError.notFound(path.split("/")[2].replaceAll("s$", ""), id);
    }
    String line = request.line();
    if (!line.matches("(POST " + SOURCE + "/query|GET " + BLOCK + "/children).*")) {
      FakeValues.keys(request.query().keySet(), Set.of(), "query");
    }
    if (line.equals("GET /v1/users/me")) {
      return FakeNotion.JSON.createObjectNode().put("object", "user").put("type", "bot");
    } else if (line.matches("GET " + DATABASE)) {
      return database(id);
    } else if (line.matches("(GET|PATCH|POST) " + SOURCE + "(/query)?")) {
      return table(request, id);
    } else if (line.matches("(GET|PATCH) " + PAGE) || line.equals("POST /v1/pages")) {
      return page(request, id);
    } else if (line.matches("(GET|PATCH) " + BLOCK + "(/children)?")) {
      return blocks.ask(request, id);
    }
    throw new FakeError(400, "invalid_request_url", "Invalid request URL.");
  }

  private JsonNode database(String id) {
    if (!databases.containsKey(id)) {
      throw FakeError.notFound("database", id);
    }
    ObjectNode node = FakeNotion.JSON.createObjectNode().put("object", "database").put("id", id);
    ArrayNode sources = node.putArray("data_sources");
    databases
        .get(id)
        .forEach(table -> sources.addObject().put("id", table.id).put("name", table.name));
    return node.put("in_trash", false);
  }

  private JsonNode table(FakeRequest request, String id) {
    FakeTable table =
        tables().stream()
            .filter(t -> t.id.equals(id))
            .findFirst()
            .orElseThrow(() -> FakeError.notFound("data_source", id));
    if (request.path().endsWith("/query") && request.method().equals("POST")) {
      return table.query(request);
    }
    if (request.path().endsWith("/query") || request.method().equals("POST")) {
      throw new FakeError(400, "invalid_request_url", "Invalid request URL.");
    }
    return request.method().equals("GET") ? table.schema() : table.alter(request.body());
  }

  private JsonNode page(FakeRequest request, String id) {
    boolean old = !request.headers().get("Notion-version").getFirst().equals(VERSIONS.getLast());
    if (request.method().equals("POST")) {
      String parent = request.body().path("parent").path("data_source_id").asText();
      return tables().stream()
          .filter(t -> t.id.equals(FakeValues.dashed(parent)))
          .findFirst()
          .orElseThrow(() -> FakeError.notFound("data_source", parent))
          .create(request.body(), old);
    }
    for (FakeTable table : tables()) {
      if (table.holds(id)) {
        return request.method().equals("GET")
            ? table.page(id, List.of(), old)
            : table.update(id, request.body(), old);
      }
    }
    throw FakeError.notFound("page", id);
  }

  private List<FakeTable> tables() {
    return databases.values().stream().flatMap(List::stream).toList();
  }
}
