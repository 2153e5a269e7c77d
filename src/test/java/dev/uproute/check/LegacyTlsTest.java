package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.ServiceBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.ProtocolVersion;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Devices that speak what Java has switched off. */
class LegacyTlsTest {
  private static final String HINT = "; an old device may need tls: legacy";

  @TempDir private static Path folder;
  private static Authority authority;
  @AutoClose private static Routes routes;

  @BeforeAll
  static void start() throws Exception {
    authority = new Authority("Test Authority");
    Path pem = authority.write(folder.resolve("ca.pem"));
    routes = new Routes(Map.of("uproute.tls.authorities", pem));
  }

  static Stream<Arguments> devices() {
    String version = "it speaks other versions of TLS than we do";
    String cipher = "it has no cipher in common with us";
    return Stream.of(
        Arguments.of(ProtocolVersion.TLSv10, CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA, version),
        Arguments.of(ProtocolVersion.TLSv10, CipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA, version),
        Arguments.of(ProtocolVersion.TLSv11, CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA, version),
        Arguments.of(ProtocolVersion.TLSv12, CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256, cipher));
  }

  private static Result check(RawServer device, String scheme, boolean legacy, boolean verify) {
    ServiceBuilder given = ServiceBuilder.url(scheme + "://localhost:" + device.port());
    given.timeout = Duration.ofSeconds(20);
    given.legacyTls = legacy;
    given.verify = verify;
    return routes.check(given.service());
  }

  @ParameterizedTest
  @MethodSource("devices")
  void an_old_device_is_reached_only_where_it_says_so(
      ProtocolVersion version, int cipher, String why) throws Exception {
    try (RawServer device = OldDevice.listen(authority.rsa("localhost"), version, cipher)) {
      for (boolean verify : List.of(true, false)) {
        Result modern = check(device, "https", false, verify);
        assertEquals(Status.DOWN, modern.status());
        assertEquals("TLS handshake refused by the server: " + why + HINT, modern.reason());
        Result legacy = check(device, "https", true, verify);
        assertEquals(Status.UP, legacy.status(), legacy.reason());
        assertEquals(200, legacy.evidence().httpStatus());
        assertTrue(legacy.evidence().phases().tls() > 0);
      }
      Result tls = check(device, "tls", true, true);
      assertEquals(Status.UP, tls.status(), tls.reason());
    }
  }

  @Test
  void its_certificate_is_judged_as_ever() throws Exception {
    Authority stranger = new Authority("Stranger");
    assertEquals(
        "certificate is not trusted: issued by \"Stranger\"", old(stranger.rsa("localhost")));
    assertEquals(
        "certificate is for a.example, not for localhost", old(authority.rsa("a.example")));
  }

  private static String old(Authority.Site site) throws Exception {
    int cipher = CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA;
    try (RawServer device = OldDevice.listen(site, ProtocolVersion.TLSv10, cipher)) {
      return check(device, "https", true, true).reason();
    }
  }

  @Test
  void a_server_of_today_is_reached_as_well() throws Exception {
    Authority.Site site = authority.rsa("localhost");
    RawServer.Script ok = (_, _, out) -> out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes());
    try (RawServer server = new RawServer(site.listen(), true, ok)) {
      Result result = check(server, "https", true, true);
      assertEquals(Status.UP, result.status(), result.reason());
      assertEquals(site.until(), result.evidence().certificateExpires());
    }
  }

  @Test
  void everything_else_stays_as_strict_as_java_is() throws Exception {
    SSLParameters senders = SSLContext.getDefault().getDefaultSSLParameters();
    assertEquals(List.of("TLSv1.3", "TLSv1.2"), List.of(senders.getProtocols()));
    assertTrue(
        Arrays.stream(senders.getCipherSuites()).noneMatch(name -> name.startsWith("TLS_RSA_")));
  }
}
