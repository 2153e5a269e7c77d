package dev.uproute.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The server with the shipped settings, over real sockets, byte by byte. */
@Execution(ExecutionMode.CONCURRENT)
class WebServerTest {
  private static final String TOKEN = "Authorization: Bearer abc\r\n";

  @TempDir Path folder;
  private final DefaultCamelContext camel = new DefaultCamelContext();
  private int port;

  @BeforeEach
  void open() throws Exception {
    Files.writeString(folder.resolve("index.html"), "<title>pages</title>");
    Files.createDirectories(folder.resolve("service"));
    Files.writeString(folder.resolve("service/a.b.html"), "a.b");
    Files.writeString(folder.resolve("status.json"), "{}");
    Files.writeString(folder.resolve("history.db"), "secret");
    Files.writeString(folder.resolve(".uproute-files"), "secret");
    Path outside = Files.writeString(folder.resolveSibling(folder.getFileName() + ".html"), "no");
    Files.createSymbolicLink(folder.resolve("link.html"), outside);
    Properties settings = new Properties();
    try (var file = Files.newBufferedReader(Path.of("application.properties"))) {
      settings.load(file);
    }
    settings.put("uproute.http.port", "0");
    settings.put("uproute.http.hosts", "status.example.org");
    settings.put("uproute.http.path", "/up");
    settings.put("uproute.http.trusted-proxies", "127.0.0.9");
    settings.put("uproute.site.dir", folder.toString());
    camel.getPropertiesComponent().setInitialProperties(settings);
    Mountable events =
        (router, connections) ->
            router
                .get("/events")
                .handler(
                    request -> {
                      connections.keepOpen(request);
                      request.response().end("data: 1\n\n");
                    });
    camel.getRegistry().bind("events", events);
    camel.setAutoStartupExcludePattern(WebServer.ROUTES);
    camel.addRoutes(routes());
    camel.start();
    new WebServer(camel).open();
    port = camel.hasService(VertxServer.class).getServer().actualPort();
  }

  @AfterEach
  void close() {
    camel.stop();
  }

  /** Answers what reached it: its headers by name, then its body. */
  private static RouteBuilder routes() {
    return new RouteBuilder() {
      @Override
      public void configure() {
        from("platform-http:/api/echo/{id}?httpMethodRestrict=GET,POST&headerFilterStrategy=#class:"
                + EdgeHeaders.class.getName())
            .process(
                e -> {
                  Map<String, Object> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                  headers.putAll(e.getMessage().getHeaders());
                  headers.keySet().removeIf(name -> name.startsWith("Camel"));
                  String body = e.getMessage().getBody(String.class);
                  e.getMessage().setHeader("X-Of-Ours", "1");
                  e.getMessage().setHeader("ETag", "\"1\"");
                  e.getMessage().setBody(headers + (body == null ? "" : body));
                });
        from("platform-http:/beat?matchOnUriPrefix=true")
            .removeHeaders("*")
            .setBody(constant("OK"));
      }
    };
  }

  /** Sends these bytes and closes; the whole answer. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String get(String path, String... headers) throws IOException {
    return ask("GET " + path, "localhost", String.join("", headers));
  }

  private String ask(String line, String host, String headers) throws IOException {
    return raw(
        line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + headers + "\r\n");
  }

  private static int status(String answer) {
    return Integer.parseInt(answer.substring(9, 12));
  }

  private static String header(String answer, String name) {
    return answer
        .lines()
        .takeWhile(line -> !line.isEmpty())
        .filter(line -> line.toLowerCase().startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse(null);
  }

  private static String body(String answer) {
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    boolean chunked = "chunked".equals(header(answer, "transfer-encoding"));
    return chunked ? body.replaceAll("(?s)^[0-9a-f]+\r\n|\r\n0\r\n\r\n$", "") : body;
  }

  @Test
  void only_compact_pages_may_be_framed_by_others() throws Exception {
    Files.writeString(folder.resolve("embed.html"), "compact");
    Files.createDirectories(folder.resolve("embed"));
    Files.writeString(folder.resolve("embed/shop.html"), "compact");
    String policy = "content-security-policy";
    for (String page : List.of("/up/embed.html", "/up/embed/shop.html")) {
      assertTrue(header(get(page), policy).endsWith("frame-ancestors *"), page);
    }
    for (String page : List.of("/up/", "/up/status.json", "/up/embed/x/../../index.html")) {
      assertTrue(header(get(page), policy).endsWith("frame-ancestors 'none'"), page);
    }
  }

  @Test
  void pages_are_served_until_they_change() throws Exception {
    String page = get("/");
    assertEquals("<title>pages</title>", body(page));
    assertEquals("text/html; charset=utf-8", header(page, "content-type"));
    assertEquals("no-cache", header(page, "cache-control"));
    assertTrue(header(page, "content-security-policy").contains("script-src 'self';"), page);
    assertEquals("nosniff", header(page, "x-content-type-options"));
    String tag = header(page, "etag");
    String same = get("/status", "If-None-Match: \"x\", W/" + tag + "\r\n");
    assertEquals("304 ", status(same) + " " + body(same));
    assertEquals(200, status(get("/index.html", "If-None-Match: \"x\"\r\n")));
    String head = ask("HEAD /service/a.b.html", "localhost", "");
    assertEquals("3 ", header(head, "content-length") + " " + body(head));
    Files.writeString(folder.resolve("index.html"), "<title>other</title>x");
    assertEquals(200, status(get("/", "If-None-Match: " + tag + "\r\n")));
    Files.delete(folder.resolve("index.html"));
    String early = get("/");
    assertEquals("503 2", status(early) + " " + header(early, "refresh"));
  }

  @Test
  void nothing_but_pages_is_served() throws Exception {
    for (String path :
        new String[] {
          "/history.db",
          "/.uproute-files",
          "/link.html",
          "/service",
          "/service/",
          "/nothing.html",
          "/../pom.xml",
          "/%2e%2e/pom.xml",
          "/..%2fpom.xml",
          "/%2e%2e%2findex.html",
          "/index.html%00.png",
          "/index.html%2f",
          "/..\\index.html",
          "/service/..%5c..%5cx.html"
        }) {
      assertEquals(404, status(get(path)), path);
    }
    assertEquals(400, status(get("/%zz")));
    assertEquals(405, status(ask("POST /", "localhost", "Content-Length: 0\r\n")));
    assertEquals(405, status(ask("TRACE /", "localhost", "")));
    assertEquals(400, status(get("http://127.0.0.1/")));
  }

  @Test
  void only_what_a_route_is_to_know_reaches_it_and_only_what_it_says_leaves() throws Exception {
    String answer =
        get(
            "/api/echo/7?limit=2&id=other&Authorization=x&CamelFileName=y",
            TOKEN,
            "CamelHttpUri: /other\r\ncAmElSqlQuery: drop\r\nTo: evil@example.org\r\n",
            "mail.smtp.host: evil\r\nCookie: a=b\r\nquery-limit: 9\r\nclient-address: 9.9.9.9\r\n",
            "X-Forwarded-For: 8.8.8.8\r\nX-HTTP-Method-Override: DELETE\r\n");
    assertEquals(200, status(answer));
    assertEquals(
        "{Authorization=Bearer abc, client-address=127.0.0.1, id=7, query-Authorization=x,"
            + " query-CamelFileName=y, query-id=other, query-limit=2}",
        body(answer));
    assertNull(header(answer, "authorization"), answer);
    assertNull(header(answer, "query-limit"), answer);
    assertNull(header(answer, "x-of-ours"), answer);
    assertEquals("\"1\"", header(answer, "etag"));
  }

  @Test
  void a_request_that_a_page_of_others_sends_is_refused_but_a_heartbeat_may_come_from_anywhere()
      throws Exception {
    for (String host :
        new String[] {
          "127.0.0.1:8070", "[::1]:8070", "localhost", "nas:8070", "nas.local", "status.example.org"
        }) {
      assertEquals(200, status(ask("GET /", host, "")), host);
    }
    for (String host :
        new String[] {"evil.example", "evil.example:8070", "127.0.0.1.evil.example"}) {
      assertEquals(421, status(ask("GET /", host, "")), host);
      assertEquals(200, status(ask("GET /beat/x", host, "Origin: http://evil.example\r\n")), host);
    }
    assertEquals(400, status(raw("GET / HTTP/1.1\r\nConnection: close\r\n\r\n")));
    assertEquals(400, status(get("/", "Host: localhost\r\n")));
    String evil = get("/api/echo/1", "Origin: https://evil.example\r\n");
    assertEquals(403, status(evil));
    assertEquals("application/problem+json", header(evil, "content-type"));
    assertTrue(body(evil).contains("\"status\":403"), evil);
    assertEquals(403, status(get("/", "Origin: null\r\n")));
    assertEquals(403, status(get("/", "Origin: http://localhost:1\r\n")));
    assertEquals(200, status(get("/", "Origin: http://localhost\r\n")));
    assertEquals(200, status(get("/", "Origin: https://status.example.org\r\n")));
  }

  @Test
  void a_body_is_a_document_of_a_bounded_length() throws Exception {
    String json = "Content-Type: application/json\r\n";
    String chunk = "40000\r\n" + "x".repeat(0x40000) + "\r\n";
    assertTrue(document(json, "{\"a\":1}").contains("{\"a\":1}"));
    assertEquals(200, status(document(json, "x".repeat(262_144))));
    assertEquals(413, status(document(json, "x".repeat(262_145))));
    assertEquals(405, status(document("/agent/none", json, "x".repeat(262_144))), "it was read");
    assertEquals(413, status(document("/agent/none", json, "x".repeat(262_145))));
    assertEquals(
        413,
        status(ask("POST /api/echo/1", "localhost", json + "Content-Length: 99999999999\r\n")));
    assertEquals(
        413,
        status(
            ask(
                "POST /api/echo/1",
                "localhost",
                json + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk)));
    assertEquals(
        200, status(document("Content-Type: application/yaml; charset=UTF-8\r\n", "a: 1")));
    for (String type :
        new String[] {
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "text/plain",
          "application/x-java-serialized-object",
          "application/json; charset=utf-7"
        }) {
      assertEquals(415, status(document("Content-Type: " + type + "\r\n", "a=b")), type);
    }
    assertEquals(415, status(document("", "{}")));
    assertEquals(415, status(document(json + "Content-Encoding: gzip\r\n", "{}")));
    assertEquals(
        200,
        status(
            raw(
                "POST /beat/x HTTP/1.1\r\nHost: x.example\r\nConnection: close\r\n"
                    + "Content-Type: application/x-www-form-urlencoded\r\n"
                    + "Content-Length: 3\r\n\r\na=b")));
  }

  private String document(String headers, String body) throws IOException {
    return document("/api/echo/1", headers, body);
  }

  private String document(String path, String headers, String body) throws IOException {
    return raw(
        "POST "
            + path
            + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: "
            + body.length()
            + "\r\n"
            + headers
            + "\r\n"
            + body);
  }

  @Test
  void an_address_that_writes_too_fast_waits_but_reads_and_sends_heartbeats_and_results()
      throws Exception {
    // more than ten a second, on any machine
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      String write = "POST /beat/../nothing HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n";
      socket
          .getOutputStream()
          .write((write + "\r\n").repeat(60).getBytes(StandardCharsets.US_ASCII));
      socket
          .getOutputStream()
          .write((write + "Connection: close\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
      String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertTrue(answers.contains(" 429 "), answers);
      assertTrue(
          answers.contains("\r\nretry-after: 1\r\n".toLowerCase())
              || answers.contains("Retry-After: 1"),
          answers);
      assertTrue(answers.contains("from 127.0.0.1;"), answers);
    }
    assertEquals(200, status(get("/")), "reading goes on");
    assertEquals(200, status(ask("POST /beat/x", "x", "Content-Length: 0\r\n")), "and heartbeats");
    assertEquals(405, status(ask("POST /agent/x", "x", "Content-Length: 0\r\n")), "and agents");
  }

  @Test
  void a_proxy_may_show_it_below_a_path() throws Exception {
    assertEquals("<title>pages</title>", body(get("/up/")));
    assertEquals("/up/", header(get("/up"), "location"));
    assertTrue(body(get("/up/api/echo/7?limit=2")).contains("query-limit=2"));
    assertEquals("OK", body(get("/up/beat/x")));
    assertEquals(404, status(get("/upper/")));
  }

  @Test
  void what_is_nowhere_is_said_in_the_form_of_its_place() throws Exception {
    assertEquals("there is nothing here\n", body(get("/nothing")));
    String problem = get("/api/nothing");
    assertEquals(404, status(problem));
    assertTrue(
        body(problem).startsWith("{\"type\":\"about:blank\",\"title\":\"Not Found\""), problem);
    String write = "POST /api/nothing";
    assertEquals(404, status(ask(write, "localhost", "Content-Length: 0\r\n")), "no page");
    assertEquals(404, status(ask("DELETE /api/echo/1", "localhost", "")), "nobody may write");
  }

  @Test
  void a_port_that_is_taken_is_said_in_one_line() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      camel
          .getPropertiesComponent()
          .addOverrideProperty("uproute.http.port", "" + taken.getLocalPort());
      WebServer second = new WebServer(camel);
      String message = assertThrows(IllegalStateException.class, second::free).getMessage();
      assertTrue(
          message.matches(
              "uproute\\.http\\.port: \\d+ at 127\\.0\\.0\\.1 cannot be listened on: .*"),
          message);
    }
  }

  @Test
  void an_address_that_is_not_of_this_machine_is_said_in_one_line() {
    // of TEST-NET-1, which nobody has
    camel.getPropertiesComponent().addOverrideProperty("uproute.http.host", "192.0.2.1");
    WebServer other = new WebServer(camel);
    assertEquals(
        "uproute.http.host: 192.0.2.1 is no address of this machine; 127.0.0.1 is, and 0.0.0.0"
            + " stands for all it has",
        assertThrows(IllegalStateException.class, other::free).getMessage());
  }

  @Test
  void an_answer_without_an_end_is_given_by_a_bean_behind_the_edge() throws Exception {
    String events = get("/events");
    assertTrue(events.endsWith("data: 1\n\n"), events);
    assertEquals("nosniff", header(events, "x-content-type-options"));
    assertEquals(421, status(ask("GET /events", "evil.example", "")));
  }
}
