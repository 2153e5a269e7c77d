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
import dev.uproute.schedule.Schedule;
import dev.uproute.setting.Assembly;
import dev.uproute.store.Store;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.io.ByteArrayInputStream;
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
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One program with its management server, and somebody who watches its heartbeat. */
class ManagementServerTest {
  private static final String TOKEN = Secret.WORD + "-of-operators-0123456789abcdef";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longer than it may take to notice that there are no ticks. */
  private static final Duration STILL = Duration.ofSeconds(18);

  @TempDir static Path folder;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int PAGES = FreePort.find();
  private static final int MANAGEMENT = FreePort.find();
  private static final List<String> HEARTBEATS = new CopyOnWriteArrayList<>();
  private static final List<ExportMetricsServiceRequest> PUSHED = new CopyOnWriteArrayList<>();
  private static final Set<String> LOGINS = ConcurrentHashMap.newKeySet();
  private static HttpServer watcher;
  private static Main main;

  @BeforeAll
  static void start() throws Exception {
    watcher = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    watcher.createContext(
        "/",
        exchange -> {
          if (exchange.getRequestURI().getPath().equals("/v1/metrics")) {
            PUSHED.add(ExportMetricsServiceRequest.parseFrom(exchange.getRequestBody()));
            LOGINS.add(exchange.getRequestHeaders().getFirst("Authorization"));
          }
          HEARTBEATS.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    watcher.start();
    Path list =
        Files.writeString(
            folder.resolve("services.yaml"),
            """
            services:
              - { id: shop.a, name: 'A "shop" of \\ ours', url: "http://127.0.0.1:%d/", interval: 1s,
                  objective: { uptime: 99.9, response: "p95 < 5s" } }
              - { id: server, url: "host://", interval: 1s }
              - { id: paused, url: "tcp://127.0.0.1:9", enabled: false }
            """
                .formatted(watcher.getAddress().getPort()));
    Map<String, String> all = new HashMap<>();
    all.put("camel.main.name", GivenSettings.name());
    all.put("uproute.store", "memory");
    all.put("uproute.services.file", list.toString());
    all.put("uproute.summary.to", "console");
    all.put("uproute.budget.every", "1s");
    all.put("uproute.http.port", "" + PAGES);
    all.put("uproute.management.port", "" + MANAGEMENT);
    all.put("uproute.management.token", TOKEN);
    all.put("uproute.heartbeat.url", address("/ping/" + Secret.WORD));
    all.put("uproute.heartbeat.every", "200ms");
    all.put("uproute.metrics.otlp.url", address("/v1/metrics"));
    all.put("uproute.metrics.otlp.every", "500ms");
    all.put("uproute.metrics.otlp.authorization", "Bearer " + Secret.WORD);
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
            () -> JSON.readTree(trusted("/health").body()).at("/checks/services").asInt() == 2));
    JsonNode all = JSON.readTree(trusted("/health").body());
    assertEquals("UP", all.path("status").asText());
    assertEquals("working", all.path("phase").asText());
    assertEquals("UP", all.at("/checks/status").asText());
    assertTrue(all.at("/checks/last_tick_seconds_ago").asDouble() < 15, all.toString());
    assertEquals("UP", all.at("/store/status").asText());
    assertEquals("file", all.at("/lists/0/name").asText());
    assertEquals(3, all.at("/lists/0/services").asInt());
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

  /** Everything but what the JVM says of itself, once a report was made. */
  private static List<String> metrics() throws Exception {
    assertTrue(
        Wait.until(
            Wait.LONG,
            () -> {
              String page = trusted("/metrics").body();
              return page.contains("\nuproute_host_cpu_usage_ratio{id=\"server\"")
                  && page.contains("\nuproute_uptime_ratio{id=\"shop.a\"")
                  && page.contains("\nuproute_objective_budget_remaining_ratio{id=\"shop.a\"");
            }));
    return trusted("/metrics").body().lines().filter(line -> line.contains("uproute_")).toList();
  }

  @Test
  void metrics_say_what_is_known_of_each_service_and_nothing_of_what_is_not() throws Exception {
    List<String> lines = metrics();
    String labels = "{id=\"shop.a\",site=\"shop\",zone=\"local\"}";
    assertTrue(lines.contains("uproute_up" + labels + " 1.0"), lines.toString());
    assertTrue(lines.contains("uproute_status" + labels + " 0.0"), lines.toString());
    assertTrue(lines.contains("uproute_http_status_code" + labels + " 200.0"), lines.toString());
    assertTrue(
        lines.containsAll(
            List.of(
                "uproute_objective_target_ratio{id=\"shop.a\",objective=\"uptime\",site=\"shop\","
                    + "zone=\"local\"} 0.999",
                "uproute_objective_budget_remaining_ratio{id=\"shop.a\",objective=\"response\","
                    + "site=\"shop\",zone=\"local\"} 1.0")),
        lines.toString());
    assertTrue(
        lines.contains(
            "uproute_uptime_ratio{id=\"shop.a\",site=\"shop\",window=\"7d\",zone=\"local\"} 1.0"),
        lines.toString());
    assertTrue(
        lines.contains(
            "uproute_service_info{id=\"shop.a\",name=\"A \\\"shop\\\" of \\\\ ours\",role=\"core\","
                + "site=\"shop\",source=\"file\",type=\"http\",zone=\"local\"} 1"),
        lines.toString());
    List<String> paused = lines.stream().filter(line -> line.contains("id=\"paused\"")).toList();
    assertEquals(
        List.of(
            "uproute_checks_total",
            "uproute_maintenance",
            "uproute_paused",
            "uproute_service_info"),
        paused.stream().map(line -> line.replaceFirst("\\{.*", "")).toList());
    assertTrue(lines.contains("uproute_active 1.0"), lines.toString());
    assertTrue(lines.contains("uproute_store_writable 1.0"), lines.toString());
    assertTrue(
        lines.stream()
            .anyMatch(each -> each.matches("uproute_check_lateness_seconds_count [1-9]\\d*")),
        lines.toString());
    assertTrue(
        lines.stream()
            .anyMatch(each -> each.matches("uproute_store_transaction_seconds_count [1-9]\\d*")),
        lines.toString());
  }

  /** What this test has nothing to show of, or this machine may not have. */
  private static final Set<String> ABSENT =
      Set.of(
          "uproute_certificate_expiry_timestamp_seconds",
          "uproute_channel_up",
          "uproute_deliveries_dead",
          "uproute_deliveries_waiting",
          "uproute_host_cpu_usage_ratio",
          "uproute_host_pending_updates",
          "uproute_host_swap_usage_ratio",
          "uproute_host_temperature_celsius",
          "uproute_measurement",
          "uproute_messages_total",
          "uproute_store_size_bytes");

  @Test
  void the_page_in_docs_lists_all_metrics_with_type_labels_and_meaning() throws Exception {
    Map<String, String> shown = new TreeMap<>();
    for (String line : metrics()) {
      Matcher type = Pattern.compile("# TYPE (\\S+) (\\S+)").matcher(line);
      Matcher help = Pattern.compile("# HELP (\\S+) (.*)").matcher(line);
      Matcher sample =
          Pattern.compile("(\\w+?)(?:_bucket|_sum|_count)?(?:\\{(.*)})? .*").matcher(line);
      if (help.matches()) {
        shown.merge(help.group(1) + " help", help.group(2), (a, _) -> a);
      } else if (type.matches()) {
        shown.put(type.group(1) + " type", type.group(2));
      } else if (sample.matches()) {
        String labels =
            sample.group(2) == null
                ? ""
                : Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"")
                    .matcher(sample.group(2))
                    .results()
                    .map(found -> found.group(1))
                    .filter(label -> !label.equals("le"))
                    .collect(Collectors.joining(", "));
        shown.put(sample.group(1) + " labels", labels);
      }
    }
    String page = Files.readString(Path.of("docs/metrics.md"));
    ABSENT.forEach(each -> assertTrue(page.contains("| `" + each + "` | "), each));
    Set<String> written = new TreeSet<>();
    for (String line : page.lines().toList()) {
      Matcher row =
          Pattern.compile("\\| `(uproute_\\w+)` \\| (\\w+) \\| ([^|]*) \\| (.*) \\|").matcher(line);
      if (row.matches() && !ABSENT.contains(row.group(1))) {
        String name = row.group(1);
        written.add(name);
        assertEquals(row.group(2), shown.get(name + " type"), name);
        assertEquals(row.group(3).strip(), shown.get(name + " labels"), name);
        assertEquals(row.group(4), shown.get(name + " help"), name);
      }
    }
    Set<String> names = new TreeSet<>();
    shown.keySet().stream().map(key -> key.replaceFirst(" .*", "")).forEach(names::add);
    names.removeAll(ABSENT);
    assertEquals(names, written);
  }

  @Test
  void metrics_come_in_the_form_and_encoding_that_is_asked_for() throws Exception {
    HttpResponse<byte[]> zipped =
        CLIENT.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + MANAGEMENT + "/metrics"))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Accept-Encoding", "gzip")
                .header("Accept", "application/openmetrics-text;version=1.0.0")
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertEquals("gzip", zipped.headers().firstValue("Content-Encoding").orElse(""));
    assertTrue(
        zipped
            .headers()
            .firstValue("Content-Type")
            .orElse("")
            .startsWith("application/openmetrics-text"));
    String text =
        new String(
            new GZIPInputStream(new ByteArrayInputStream(zipped.body())).readAllBytes(),
            StandardCharsets.UTF_8);
    assertTrue(text.endsWith("# EOF\n"), text);
    assertTrue(text.contains("# UNIT uproute_check_lateness_seconds seconds\n"), text);
    HttpResponse<String> plain = trusted("/metrics");
    assertTrue(
        plain
            .headers()
            .firstValue("Content-Type")
            .orElse("")
            .startsWith("text/plain; version=0.0.4"));
    assertTrue(plain.body().contains("\nprocess_cpu_seconds_total "), plain.body());
    assertEquals(404, get(PAGES, "/metrics").statusCode(), "pages are for everybody");
    Secret.assertNone("metrics", text);
  }

  @Test
  void the_same_metrics_are_pushed_to_a_collector() throws Exception {
    metrics();
    assertTrue(Wait.until(Wait.LONG, () -> pushed("uproute_host_cpu_usage_ratio") != null));
    Metric up = pushed("uproute_up");
    NumberDataPoint shop =
        up.getGauge().getDataPointsList().stream()
            .filter(each -> attributes(each).get("id").equals("shop.a"))
            .findFirst()
            .orElseThrow();
    assertEquals(Map.of("id", "shop.a", "site", "shop", "zone", "local"), attributes(shop));
    assertEquals(1, shop.getAsDouble());
    long age = System.currentTimeMillis() - shop.getTimeUnixNano() / 1_000_000;
    assertTrue(age >= 0 && age < Wait.LONG.toMillis(), age + " ms");
    Metric checks = pushed("uproute_checks_total");
    assertTrue(checks.getSum().getIsMonotonic());
    HistogramDataPoint late =
        pushed("uproute_check_lateness_seconds").getHistogram().getDataPoints(0);
    assertEquals("s", pushed("uproute_check_lateness_seconds").getUnit());
    assertEquals(late.getExplicitBoundsCount() + 1, late.getBucketCountsCount());
    assertEquals(
        late.getCount(), late.getBucketCountsList().stream().mapToLong(each -> each).sum());
    assertNotNull(pushed("uproute_service_info"));
    assertNotNull(pushed("jvm_memory_used_bytes"));
    assertEquals(
        "uproute",
        PUSHED
            .getFirst()
            .getResourceMetrics(0)
            .getResource()
            .getAttributes(0)
            .getValue()
            .getStringValue());
    assertEquals(Set.of("Bearer " + Secret.WORD), LOGINS);
  }

  private static Map<String, String> attributes(NumberDataPoint point) {
    return point.getAttributesList().stream()
        .collect(Collectors.toMap(KeyValue::getKey, each -> each.getValue().getStringValue()));
  }

  /** The last of this name; null when there is none yet. */
  private static Metric pushed(String name) {
    return PUSHED.stream()
        .flatMap(each -> each.getResourceMetrics(0).getScopeMetrics(0).getMetricsList().stream())
        .filter(each -> each.getName().equals(name))
        .reduce((_, b) -> b)
        .orElse(null);
  }

  @Test
  @Tag("nightly")
  void when_checks_stand_still_it_says_so_and_sends_no_heartbeat_until_they_go_on()
      throws Exception {
    Schedule schedule = main.lookup("schedule", Schedule.class);
    main.getCamelContext().getRouteController().stopRoute("monitor");
    try {
      assertTrue(Wait.until(Wait.LONG, () -> get(PAGES, "/health").statusCode() == 503));
      assertEquals(503, get(MANAGEMENT, "/ready").statusCode());
      assertEquals("DOWN", JSON.readTree(trusted("/health").body()).at("/checks/status").asText());
      long before = heartbeats();
      assertTrue(
          Wait.until(Wait.LONG, () -> schedule.progress().tick().compareTo(STILL) > 0), "no ticks");
      assertTrue(heartbeats() <= before + 1, "one may have been on its way");
    } finally {
      main.getCamelContext().getRouteController().startRoute("monitor");
    }
    assertTrue(Wait.until(Wait.LONG, () -> get(PAGES, "/health").statusCode() == 200));
    long before = heartbeats();
    assertTrue(Wait.until(Wait.LONG, () -> heartbeats() > before));
  }

  private static long heartbeats() {
    return HEARTBEATS.stream().filter(each -> each.contains("/ping/")).count();
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
