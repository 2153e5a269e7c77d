package dev.uproute.check;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Hosts that java.net.URI and Java's TLS refuse and browsers take. */
@Isolated
class UnusualHostTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  private static final String HOSTS = "jdk.net.hosts.file";

  @TempDir private static Path folder;
  private static Authority authority;
  @AutoClose private static Routes routes;

  @BeforeAll
  static void start() throws Exception {
    authority = new Authority("Test Authority");
    Path hosts = folder.resolve("hosts");
    Files.writeString(
        hosts, "127.0.0.1 my_app_web my_app.b.example -a-.b.example 1_2.b.example localhost\n");
    String before = System.getProperty(HOSTS);
    System.setProperty(HOSTS, hosts.toString());
    try {
      Path pem = authority.write(folder.resolve("ca.pem"));
      routes = new Routes(Map.of("uproute.tls.authorities", pem));
    } finally {
      if (before == null) {
        System.clearProperty(HOSTS);
      } else {
        System.setProperty(HOSTS, before);
      }
    }
  }

  private static Result check(String scheme, String host, int port) {
    ServiceBuilder given = ServiceBuilder.to(scheme, host, port, "/");
    given.timeout = Duration.ofSeconds(20);
    return routes.check(given.service());
  }

  @ParameterizedTest
  @ValueSource(strings = {"my_app_web", "-a-.b.example", "1_2.b.example"})
  void redirects_lead_to_them_and_on_from_them(String host) throws Exception {
    try (RawServer server =
        new RawServer(
            (request, socket, out) -> {
              String to =
                  request.startsWith("GET /next ")
                      ? "/end"
                      : "http://" + host + ":" + socket.getLocalPort() + "/next";
              String answer = "HTTP/1.1 302 Go\r\nLocation: " + to + "\r\n\r\n";
              out.write((request.startsWith("GET /end ") ? OK : answer).getBytes(ISO_8859_1));
            })) {
      Result result = check("http", "localhost", server.port());
      assertEquals(Status.UP, result.status(), result.reason());
      String last = server.requests.getLast();
      assertTrue(last.contains("\r\nHost: " + host + ":" + server.port() + "\r\n"), last);
      assertEquals(Status.UP, check("http", host, server.port()).status());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "my_app.b.example, *.b.example",
    "1_2.b.example,    1_2.b.example",
    "-a-.b.example,    *.b.example",
  })
  void tls_tells_the_server_their_name_and_judges_it(String host, String named) throws Exception {
    List<String> notified = new CopyOnWriteArrayList<>();
    try (RawServer server = NamedServer.listen(authority.rsa(named), notified)) {
      Result result = check("https", host, server.port());
      assertEquals(Status.UP, result.status(), result.reason());
      assertEquals(List.of(host), notified);
    }
    try (RawServer server = NamedServer.listen(authority.rsa("c.example"), notified)) {
      Result result = check("https", host, server.port());
      assertEquals("certificate is for c.example, not for " + host, result.reason());
    }
  }
}
