package dev.uproute.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.uproute.FreePort;
import dev.uproute.GivenSettings;
import dev.uproute.Secret;
import dev.uproute.Wait;
import dev.uproute.health.Health;
import dev.uproute.setting.Assembly;
import dev.uproute.store.Store;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One program with its management server, and somebody who watches its heartbeat. */
class ManagementServerTest {
  private static final String TOKEN = Secret.WORD + "-of-operators-0123456789abcdef";
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path folder;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int PAGES = FreePort.find();
  private static final int MANAGEMENT = FreePort.find();
  private static final List<String> HEARTBEATS = new CopyOnWriteArrayList<>();
  private static HttpServer watcher;
  private static Main main;

  @BeforeAll
  static void start() throws Exception {
    watcher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    watcher.createContext(
        "/",
        exchange -> {
          HEARTBEATS.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    watcher.start();
    Path list =
        Files.writeString(
            folder.resolve("services.yaml"),
            "services: [ { id: a, url: \"http://127.0.0.1:%d/\" } ]"
                .formatted(watcher.getAddress().getPort()));
    Map<String, String> all = new HashMap<>();
    all.put("camel.main.name", GivenSettings.name());
    all.put("uproute.store", "memory");
    all.put("uproute.services.file", list.toString());
    all.put("uproute.summary.to", "console");
    all.put("uproute.http.port", "" + PAGES);
    all.put("uproute.management.port", "" + MANAGEMENT);
    all.put("uproute.management.token", TOKEN);
    all.put("uproute.heartbeat.url", address("/ping/" + Secret.WORD));
    all.put("uproute.heartbeat.every", "200ms");
    main = Assembly.assemble(all);
    Assembly.init(main);
    main.lookup("store", Store.class).open();
    main.lookup("managementServer", ManagementServer.class).open();
    assertEquals("{\"status\":\"UP\"}\n", get(MANAGEMENT, "/health").body(), "before any route");
    HttpResponse<String> early = get(MANAGEMENT, "/ready");
    assertEquals(
        "503 {\"status\":\"DOWN\",\"reason\":\"it starts\"}\n",
        early.statusCode() + " " + early.body());
    main.start();
    Assembly.accept(main);
    main.lookup("health", Health.class).works();
    new WebServer(main.getCamelContext()).open();
  }

  @AfterAll
  static void stop() {
    main.stop();
    watcher.stop(0);
    assertThrows(IOException.class, () -> get(MANAGEMENT, "/health"), "it ends with the program");
  }

  private static String address(String path) {
    return "http://127.0.0.1:" + watcher.getAddress().getPort() + path;
  }

  private static HttpResponse<String> get(int port, String path, String... headers)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> trusted(String path) throws Exception {
    return get(MANAGEMENT, path, "Authorization", "Bearer " + TOKEN);
  }

  @Test
  void both_servers_say_in_a_word_how_it_is_to_whoever_asks() throws Exception {
    for (int port : new int[] {PAGES, MANAGEMENT}) {
      for (String path : List.of("/health", "/ready")) {
        HttpResponse<String> answer = get(port, path);
        assertEquals("200 {\"status\":\"UP\"}\n", answer.statusCode() + " " + answer.body());
        assertEquals("no-store", answer.headers().firstValue("Cache-Control").orElse(""));
        assertEquals("nosniff", answer.headers().firstValue("X-Content-Type-Options").orElse(""));
      }
    }
    assertEquals(200, get(PAGES, "/health", "Authorization", "Bearer " + TOKEN).statusCode());
    assertFalse(
        get(PAGES, "/health", "Authorization", "Bearer " + TOKEN).body().contains("version"),
        "details are for the other port");
  }

  @Test
  void details_are_for_those_who_have_the_token() throws Exception {
    assertTrue(
        Wait.until(
            Wait.LONG,
            () -> JSON.readTree(trusted("/health").body()).at("/checks/services").asInt() == 1));
    JsonNode all = JSON.readTree(trusted("/health").body());
    assertEquals("UP", all.path("status").asText());
    assertEquals("working", all.path("phase").asText());
    assertEquals("UP", all.at("/checks/status").asText());
    assertTrue(all.at("/checks/last_tick_seconds_ago").asDouble() < 15, all.toString());
    assertEquals("UP", all.at("/store/status").asText());
    assertEquals("file", all.at("/lists/0/name").asText());
    assertEquals(1, all.at("/lists/0/services").asInt());
    assertEquals(0, all.path("channels").size());
    assertEquals(0, all.path("problems").size());
    assertNotNull(all.path("version").asText());
    for (String wrong : List.of("Bearer x", "Bearer " + TOKEN + "x", "Basic " + TOKEN, "")) {
      HttpResponse<String> answer = get(MANAGEMENT, "/health", "Authorization", wrong);
      assertEquals(401, answer.statusCode(), "a token that is not ours is never taken for none");
      assertEquals("Bearer", answer.headers().firstValue("WWW-Authenticate").orElse(""));
      Secret.assertNone("a refusal", answer.body());
    }
  }

  @Test
  void nothing_else_of_it_answers_without_the_token() throws Exception {
    for (String path : List.of("/", "/nothing", "/health/", "/ready/x", "/HEALTH")) {
      int status = get(MANAGEMENT, path).statusCode();
      assertEquals(401, status, path);
    }
    assertEquals(404, trusted("/").statusCode());
    assertEquals(404, trusted("/api/status").statusCode(), "pages and API are on the other");
  }

  @Test
  void it_has_the_edge_of_the_other_server() throws Exception {
    String evil = raw("GET /health HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    assertTrue(evil.startsWith("HTTP/1.1 421 "), evil);
    String page =
        raw(
            "GET /health HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n"
                + "Connection: close\r\n\r\n");
    assertTrue(page.startsWith("HTTP/1.1 403 "), page);
    String head = raw("HEAD /ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertTrue(head.startsWith("HTTP/1.1 200 ") && head.endsWith("\r\n\r\n"), head);
    String post = raw("DELETE /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assertTrue(post.startsWith("HTTP/1.1 405 "), post);
  }

  private static String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), MANAGEMENT)) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void a_port_that_is_taken_is_said_in_one_line() {
    ManagementServer second =
        new ManagementServer(
            Map.of(
                "uproute.management.host", "127.0.0.1",
                "uproute.management.port", "" + MANAGEMENT,
                "uproute.management.token", "none"));
    second.setCamelContext(main.getCamelContext());
    String message = assertThrows(IllegalStateException.class, second::open).getMessage();
    assertTrue(
        message.startsWith(
            "uproute.management.port: " + MANAGEMENT + " at 127.0.0.1 cannot be listened on: "),
        message);
  }

  @Test
  void a_heartbeat_leaves_while_checks_go_on_and_nobody_sees_its_address() throws Exception {
    String wanted = "GET /ping/" + Secret.WORD;
    assertTrue(Wait.until(Wait.LONG, () -> HEARTBEATS.contains(wanted)));
    main.getCamelContext()
        .getEndpoints()
        .forEach(each -> Secret.assertNone("an endpoint", each.getEndpointUri()));
  }
}
