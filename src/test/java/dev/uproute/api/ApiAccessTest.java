package dev.uproute.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.TestDatabase;
import dev.uproute.check.Status;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Who may ask what: each operation of the contract, asked without a token, with wrong ones, with
 * one that reads, with one that writes, and under other spellings of its path.
 */
@Execution(ExecutionMode.CONCURRENT)
class ApiAccessTest {
  private static final String SERVICES =
      """
      services:
        - { id: shop, site: shop, url: "tcp://127.0.0.1:9" }
      """;

  /** What stands at {id}, by what is before it. */
  private static final Map<String, String> IDS =
      Map.of("monitors", "shop", "sites", "shop", "alerts", "1", "channels", "webhook");

  private static final List<String> WRONG =
      List.of(
          "Bearer " + "a".repeat(32),
          "",
          "Bearer",
          "Bearer ",
          "Basic " + ApiServer.WRITE,
          ApiServer.WRITE,
          "Bearer " + ApiServer.WRITE + "x",
          "Bearer " + "w".repeat(1_000),
          "Bearer none");

  private static final Set<Integer> REFUSED = Set.of(401, 403, 404, 405);
  private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");

  @TempDir Path folder;

  /** One operation of the contract; scope as its security says. */
  private record Operation(String method, String template, String path, Scope scope) {
    boolean reads() {
      return method.equals("GET");
    }
  }

  private ApiServer open(String token) throws Exception {
    ApiServer api =
        new ApiServer(
            TestDatabase.SQLITE,
            folder,
            SERVICES,
            Map.of(
                "uproute.api.token",
                token,
                "uproute.summary.to",
                "console,site",
                "uproute.site.dir",
                folder.resolve("public").toString(),
                "uproute.maintenance.flag",
                folder.resolve("flag").toString(),
                "uproute.alert.channels",
                "webhook",
                "uproute.alert.webhook.url",
                "http://127.0.0.1:9/"));
    api.results(Status.DOWN, 0, "shop");
    return api;
  }

  private static List<Operation> operations(ApiServer api) {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : api.contract().document().get("paths").properties()) {
      for (Map.Entry<String, JsonNode> each : path.getValue().properties()) {
        String method = each.getKey().toUpperCase(Locale.ROOT);
        if (METHODS.contains(method)) {
          String id = IDS.getOrDefault(path.getKey().split("/")[2], "0");
          String filled = path.getKey().replaceFirst("\\{[a-z]+}", id);
          operations.add(new Operation(method, path.getKey(), filled, scope(each.getValue())));
        }
      }
    }
    return operations;
  }

  private static Scope scope(JsonNode operation) {
    JsonNode named = operation.at("/security/0/token/0");
    return !operation.has("security")
        ? Scope.PUBLIC
        : Scope.valueOf(named.textValue().toUpperCase(Locale.ROOT));
  }

  private static int status(ApiServer api, Operation one, String authorization) throws Exception {
    return status(api, one.method(), one.path(), authorization);
  }

  private static int status(ApiServer api, String method, String path, String authorization)
      throws Exception {
    String body = List.of("POST", "PUT", "PATCH").contains(method) ? "{}" : null;
    return authorization == null
        ? api.call(method, path, body).status()
        : api.call(method, path, body, "Authorization", authorization).status();
  }

  private static String bearer(String token) {
    return "Bearer " + token;
  }

  @Test
  void each_operation_is_for_those_the_contract_names() throws Exception {
    try (ApiServer api = open(ApiServer.WRITE)) {
      List<Operation> operations = operations(api);
      assertTrue(operations.size() > 20, operations::toString);
      for (Operation each : operations) {
        String what = each.toString();
        boolean open = each.scope() == Scope.PUBLIC;
        assertEquals(open ? 200 : 401, status(api, each, null), what);
        assertEquals(401, status(api, each, WRONG.getFirst()), what);
        int reading = status(api, each, bearer(ApiServer.READ));
        if (each.scope() == Scope.WRITE) {
          assertEquals(403, reading, what);
        } else {
          assertEquals(200, reading, what);
        }
        int query = status(api, each.method(), each.path() + "?token=" + ApiServer.WRITE, null);
        assertEquals(open ? 400 : 401, query, what);
      }
      for (Operation each : operations) {
        int writing = status(api, each, bearer(ApiServer.WRITE));
        assertFalse(Set.of(401, 403, 405).contains(writing), each + " " + writing);
      }
      for (String wrong : WRONG) {
        assertEquals(401, status(api, "GET", "/api/status", wrong), wrong);
        assertEquals(401, status(api, "POST", "/api/monitors/shop/check", wrong), wrong);
      }
      assertNull(api.get("/api/status").header("WWW-Authenticate"));
      assertEquals("Bearer", api.get("/api/alerts").header("WWW-Authenticate"));
    }
  }

  @Test
  void another_spelling_of_a_path_or_method_is_never_let_through() throws Exception {
    try (ApiServer api = open(ApiServer.WRITE)) {
      for (Operation each : operations(api)) {
        for (String spelling : spellings(each.path())) {
          int status = status(api, each.method(), spelling, null);
          boolean open = each.scope() == Scope.PUBLIC && status == 200;
          assertTrue(open || REFUSED.contains(status), each + " as " + spelling + " " + status);
        }
      }
      for (Operation each : operations(api)) {
        if (each.reads()) {
          int status = api.call("HEAD", each.path(), null).status();
          assertEquals(each.scope() == Scope.PUBLIC ? 200 : 401, status, each + " HEAD");
          String override = "X-HTTP-Method-Override";
          int overridden = api.get(each.path(), override, "DELETE").status();
          assertEquals(status(api, each, null), overridden, each + " " + override);
        }
      }
      for (String path : Set.of("/api/status", "/api/alerts", "/api/openapi.json")) {
        for (String method : List.of("POST", "PUT", "PATCH", "DELETE", "TRACE")) {
          assertEquals(405, status(api, method, path, bearer(ApiServer.WRITE)), method + path);
        }
      }
      for (String method : METHODS) {
        assertEquals(404, status(api, method, "/api/nothing", null), method);
      }
    }
  }

  private static List<String> spellings(String path) {
    return List.of(
        path.toUpperCase(Locale.ROOT),
        path.substring(0, 5) + path.substring(5, 6).toUpperCase(Locale.ROOT) + path.substring(6),
        "/" + path,
        path + "/",
        path + "/;x=1",
        path + ";x=1",
        path.replaceFirst("/api/", "/api%2f"),
        path.replaceFirst("/api/", "/api//"),
        path.replaceFirst("/api/", "/api/./"),
        "/x/.." + path,
        path + "%00");
  }

  @Test
  void without_a_token_that_writes_nothing_is_there_that_writes() throws Exception {
    try (ApiServer api = open("none")) {
      for (Operation each : operations(api)) {
        if (!each.reads()) {
          assertEquals(404, status(api, each, null), each.toString());
          assertEquals(404, status(api, each, bearer(ApiServer.READ)), each.toString());
          assertEquals(
              status(api, each.method(), "/api/nothing", bearer(ApiServer.WRITE)),
              status(api, each, bearer(ApiServer.WRITE)),
              "a token that is known nowhere: " + each);
        } else if (each.scope() != Scope.WRITE) {
          assertEquals(200, status(api, each, bearer(ApiServer.READ)), each.toString());
        }
      }
    }
  }
}
