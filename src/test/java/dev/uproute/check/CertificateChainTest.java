package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.uproute.ServiceBuilder;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which certificate of a chain counts, and which is to blame. */
class CertificateChainTest {
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  @TempDir private static Path folder;
  private static Authority root;
  @AutoClose private static Routes routes;

  @BeforeAll
  static void start() throws Exception {
    root = new Authority("Root");
    Path pem = root.write(folder.resolve("ca.pem"));
    routes = new Routes(Map.of("uproute.tls.authorities", pem));
  }

  private static Instant in(int days) {
    return NOW.plus(days, ChronoUnit.DAYS).plus(1, ChronoUnit.HOURS);
  }

  private static Authority.Site site(Authority issuer, String... names) throws Exception {
    return issuer.site(NOW.minus(9, ChronoUnit.DAYS), in(300), names);
  }

  private static Result check(Authority.Site site, boolean verify) throws Exception {
    RawServer.Script shake = (_, socket, _) -> ((javax.net.ssl.SSLSocket) socket).startHandshake();
    try (RawServer server = new RawServer(site.listen(), false, shake)) {
      ServiceBuilder given = ServiceBuilder.url("tls://localhost:" + server.port());
      given.timeout = Duration.ofSeconds(20);
      given.verify = verify;
      return routes.check(given.service());
    }
  }

  @Test
  void an_intermediate_that_ends_first_is_warned_of_by_name() throws Exception {
    Authority.Site site = site(root.below("Short", in(3)), "localhost");
    for (boolean verify : new boolean[] {true, false}) {
      Result result = check(site, verify);
      assertEquals(in(3), result.evidence().certificateExpires());
      assertEquals("intermediate certificate \"Short\" expires in 3 days", result.reason());
      assertEquals(Status.DEGRADED, result.status());
    }
  }

  @Test
  void what_is_sent_beside_the_path_is_neither_warned_of_nor_blamed() throws Exception {
    Authority old = new Authority("Old Root");
    Authority between = root.below("Between", in(200));
    for (int end : new int[] {3, -30}) {
      Authority.Site site = site(between, "localhost").with(root.crossSigned(old, in(end)));
      Result result = check(site, true);
      assertEquals(Status.UP, result.status(), result.reason());
      assertEquals(in(200), result.evidence().certificateExpires());
      Authority.Site other = site(between, "a.example").with(root.crossSigned(old, in(end)));
      assertEquals("certificate is for a.example, not for localhost", check(other, true).reason());
    }
  }

  @Test
  void an_intermediate_that_has_ended_is_blamed() throws Exception {
    Result result = check(site(root.below("Gone", in(-3)), "localhost"), true);
    assertEquals("intermediate certificate \"Gone\" expired 2 days ago", result.reason());
    assertEquals(Status.DOWN, result.status());
    Authority stranger = new Authority("Stranger").below("Sub", in(90));
    assertEquals(
        "certificate is not trusted: issued by \"Stranger\"",
        check(site(stranger, "localhost"), true).reason());
  }

  @Test
  void of_two_that_issued_it_the_one_that_lasts_counts() throws Exception {
    Authority lasting = root.below("Renewed", in(100));
    Authority.Site site = site(lasting, "localhost").with(lasting.crossSigned(root, in(-1)));
    X509Certificate[] sent =
        Stream.concat(Stream.of(site.leaf()), site.above().stream())
            .toArray(X509Certificate[]::new);
    CertificateChain chain = new CertificateChain(Set.of(new X500Principal("CN=Root")), NOW);
    assertEquals(in(100), CertificateChain.firstToEnd(chain.path(sent)).getNotAfter().toInstant());
  }

  @Test
  void the_own_certificate_has_no_other_name() throws Exception {
    assertNull(check(site(root, "localhost"), true).evidence().intermediate());
  }
}
