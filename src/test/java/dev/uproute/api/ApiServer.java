package dev.uproute.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.uproute.FreePort;
import dev.uproute.GivenSettings;
import dev.uproute.TestDatabase;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.setting.Assembly;
import dev.uproute.setting.Sources;
import dev.uproute.store.Connections;
import dev.uproute.store.Store;
import dev.uproute.web.WebServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The shipped routes with their server, in this JVM, without clocks: results are written by tests.
 * Every answer is judged by the contract.
 */
final class ApiServer implements AutoCloseable {
  static final String WRITE = "w".repeat(32);
  static final String READ = "r".repeat(32);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient client = HttpClient.newHttpClient();
  private final int port = FreePort.find();
  private final Main main;
  private final Contract contract;

  /** An answer; the body as a tree where it is JSON, else null. */
  record Reply(int status, HttpResponse<String> whole, JsonNode json) {
    String header(String name) {
      return whole.headers().firstValue(name).orElse(null);
    }

    String text(String pointer) {
      return json.at(pointer).asText();
    }
  }

  ApiServer(TestDatabase database, Path folder, String services, Map<String, String> own)
      throws Exception {
    Path list = Files.writeString(folder.resolve("services.yaml"), services);
    Map<String, String> all =
        new HashMap<>(database.settings(TestDatabase.migrated(folder.resolve("history.db"))));
    all.put("camel.main.name", GivenSettings.name());
    all.put("uproute.monitor", "false");
    all.put("uproute.services.file", list.toString());
    all.put("uproute.summary.to", "console");
    all.put("uproute.http.port", "" + port);
    all.put("uproute.http.max-requests-per-second", "1000000");
    all.put("uproute.http.max-writes-per-second", "1000000");
    all.put("uproute.api.token", WRITE + "," + "x".repeat(40));
    all.put("uproute.api.read-token", READ);
    all.putAll(own);
    main = Assembly.assemble(all);
    Assembly.init(main);
    bean("store", Store.class).openOrWait();
    Sources.recall(main);
    main.start();
    Assembly.accept(main);
    new WebServer(main.getCamelContext()).open();
    contract = new Contract(new ApiContract().openapi(ask("", "PUBLIC")));
  }

  private static ApiRequest ask(String id, String scope) {
    return new ApiRequest(Scope.valueOf(scope), id, Map.of(), null, null, null);
  }

  void send(String route, Object body) {
    main.getCamelContext().createProducerTemplate().requestBody(route, body);
  }

  Contract contract() {
    return contract;
  }

  <T> T bean(String name, Class<T> type) {
    return main.lookup(name, type);
  }

  /** Where its pages are. */
  String root() {
    return "http://127.0.0.1:" + port + "/";
  }

  /** Asks routes. */
  ProducerTemplate producer() {
    return main.getCamelContext().createProducerTemplate();
  }

  /** Stores a result of each of these now, or as many minutes before as are given. */
  void results(Status status, int minutesAgo, String... ids) {
    List<Result> results = new ArrayList<>();
    for (String id : ids) {
      Service service =
          bean("services", Services.class).current().stream()
              .filter(each -> each.id().equals(id))
              .findFirst()
              .orElseThrow();
      results.add(Watched.result(service, Instant.now().minusSeconds(60L * minutesAgo), status));
    }
    main.getCamelContext().createProducerTemplate().requestBody("direct:record-batch", results);
  }

  void send(String route) {
    main.getCamelContext().createProducerTemplate().sendBody(route, null);
  }

  /** One number of the database. */
  long ask(String query) {
    return new JdbcTemplate(bean("reader", Connections.class)).queryForObject(query, Long.class);
  }

  void write(String statement) {
    new JdbcTemplate(bean("writer", Connections.class)).update(statement);
  }

  Reply get(String path, String... headers) throws Exception {
    return call("GET", path, null, headers);
  }

  Reply as(String token, String path) throws Exception {
    return get(path, "Authorization", "Bearer " + token);
  }

  Reply call(String method, String path, String body, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .method(
                method,
                body == null
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    String type = answer.headers().firstValue("Content-Type").orElse("");
    if (!method.equals("HEAD")) {
      contract.judge(method, path, answer.statusCode(), type, answer.body());
    }
    boolean json = type.endsWith("json") && !answer.body().isEmpty();
    return new Reply(answer.statusCode(), answer, json ? JSON.readTree(answer.body()) : null);
  }

  @Override
  public void close() {
    main.stop();
  }
}
