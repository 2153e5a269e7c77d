package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Certificates of every kind, made here, against the shipped routes. */
class TlsCheckTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static final RawServer.Script OK =
      (_, _, out) ->
          out.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8));

  @TempDir private static Path folder;
  private static Authority authority;
  @AutoClose private static Routes routes;

  @BeforeAll
  static void start() throws Exception {
    authority = new Authority("Test Authority");
    Path pem = authority.write(folder.resolve("ca.pem"));
    routes = new Routes(Map.of("uproute.tls.authorities", pem));
  }

  private static Result https(Authority.Site site, boolean verify) throws Exception {
    try (RawServer server = new RawServer(site.listen(), true, OK)) {
      ServiceBuilder given = ServiceBuilder.url("https://localhost:" + server.port() + "/");
      given.timeout = Duration.ofSeconds(20);
      given.verify = verify;
      Result result = routes.check(given.service());
      if (!verify) {
        assertEquals(Status.UP, result.status(), result.reason());
      }
      assertEquals(site.until(), result.evidence().certificateExpires(), "known in any case");
      return result;
    }
  }

  private static Authority.Site valid(String... names) throws Exception {
    return authority.site(NOW.minus(1, ChronoUnit.DAYS), NOW.plus(45, ChronoUnit.DAYS), names);
  }

  @Test
  void a_good_certificate_is_up_and_its_handshake_timed() throws Exception {
    Result result = https(valid("localhost"), true);
    assertEquals(Status.UP, result.status(), result.reason());
    assertNotNull(result.evidence().phases().tls());
  }

  @Test
  void an_expired_certificate_is_told_with_its_age() throws Exception {
    Authority.Site site =
        authority.site(
            NOW.minus(30, ChronoUnit.DAYS), NOW.minus(75, ChronoUnit.HOURS), "localhost");
    Result result = https(site, true);
    assertEquals("certificate expired 3 days ago", result.reason());
    assertEquals(Status.DOWN, result.status());
    https(site, false);
  }

  @Test
  void a_certificate_from_the_future_is_not_valid_yet() throws Exception {
    Authority.Site site =
        authority.site(NOW.plus(49, ChronoUnit.HOURS), NOW.plus(9, ChronoUnit.DAYS), "localhost");
    assertEquals("certificate is not valid yet, but in 2 days", https(site, true).reason());
    https(site, false);
  }

  @Test
  void a_certificate_for_another_host_names_its_hosts() throws Exception {
    Authority.Site site = valid("a.example", "*.b.example");
    assertEquals(
        "certificate is for a.example, *.b.example, not for localhost", https(site, true).reason());
    https(site, false);
  }

  @Test
  void a_name_full_of_markup_stays_one_plain_sentence() throws Exception {
    Authority.Site site = valid("<script>alert(1)</script>\u001b[2J");
    String reason = https(site, true).reason();
    assertTrue(reason.startsWith("certificate is "), reason);
    assertTrue(reason.indexOf('\u001b') < 0, reason);
  }

  @Test
  void self_signed_and_foreign_certificates_are_told_apart() throws Exception {
    Authority stranger = new Authority("Stranger");
    Authority.Site foreign =
        stranger.site(NOW.minus(1, ChronoUnit.DAYS), NOW.plus(9, ChronoUnit.DAYS), "localhost");
    assertEquals(
        "certificate is not trusted: issued by \"Stranger\"", https(foreign, true).reason());
    Authority.Site self = stranger.selfSigned("localhost");
    assertEquals("certificate is self-signed", https(self, true).reason());
    https(self, false);
  }

  @Test
  void no_two_checks_share_a_session() throws Exception {
    Authority.Site site = valid("localhost");
    try (RawServer server = new RawServer(site.listen(), true, OK)) {
      for (int i = 0; i < 3; i++) {
        ServiceBuilder given = ServiceBuilder.url("https://localhost:" + server.port() + "/");
        given.timeout = Duration.ofSeconds(20);
        Result result = routes.check(given.service());
        assertEquals(Status.UP, result.status(), result.reason());
        assertEquals(site.until(), result.evidence().certificateExpires());
      }
    }
  }

  @Test
  void a_port_without_tls_and_a_handshake_that_hangs_are_told() throws Exception {
    try (RawServer plain = new RawServer((_, _, _) -> {})) {
      ServiceBuilder given = ServiceBuilder.url("https://localhost:" + plain.port() + "/");
      given.timeout = ServiceBuilder.SHORT;
      String reason = routes.check(given.service()).reason();
      assertEquals("no answer within 400ms", reason, "it waits for a request that never comes");
    }
    java.net.ServerSocket socket = new java.net.ServerSocket(0);
    try (RawServer talker =
        new RawServer(socket, false, (_, _, out) -> out.write("220 mail\r\n".getBytes()))) {
      ServiceBuilder given = ServiceBuilder.url("https://localhost:" + talker.port() + "/");
      assertEquals("no TLS on this port", routes.check(given.service()).reason());
    }
  }

  @Test
  void type_tls_warns_inside_the_smallest_day() throws Exception {
    for (int days : List.of(45, 8, 6)) {
      Instant until = NOW.plus(days, ChronoUnit.DAYS).plus(1, ChronoUnit.HOURS);
      Authority.Site site = authority.site(NOW.minus(1, ChronoUnit.DAYS), until, "localhost");
      try (RawServer server = new RawServer(site.listen(), false, (_, s, _) -> handshake(s))) {
        ServiceBuilder given = ServiceBuilder.url("tls://localhost:" + server.port());
        given.timeout = Duration.ofSeconds(20);
        Result result = routes.check(given.service());
        if (days > 7) {
          assertEquals(Status.UP, result.status(), result.reason());
          assertTrue(result.reason().startsWith("certificate valid for " + days + " days"));
        } else {
          assertEquals(Status.DEGRADED, result.status());
          assertEquals("certificate expires in 6 days", result.reason());
        }
      }
    }
  }

  private static void handshake(java.net.Socket socket) throws java.io.IOException {
    ((javax.net.ssl.SSLSocket) socket).startHandshake();
  }
}
