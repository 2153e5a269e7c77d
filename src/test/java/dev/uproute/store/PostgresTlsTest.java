package dev.uproute.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.PostgresServer;
import dev.uproute.Recording;
import dev.uproute.TestDatabase;
import dev.uproute.check.Authority;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A store on a PostgreSQL server that has a certificate, and on one that has none. */
@Execution(ExecutionMode.CONCURRENT)
class PostgresTlsTest {
  @TempDir static Path folder;
  private static EmbeddedPostgres server;

  @BeforeAll
  static void start() throws Exception {
    Authority authority = new Authority("Database Authority");
    authority.write(folder.resolve("ca.pem"));
    new Authority("Another Authority").write(folder.resolve("other.pem"));
    Instant now = Instant.now();
    Authority.Site site =
        authority.site(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(30)), "localhost");
    pem("server.crt", "CERTIFICATE", site.leaf().getEncoded());
    pem("server.key", "PRIVATE KEY", site.key().getEncoded());
    server =
        EmbeddedPostgres.builder()
            .setServerConfig("ssl", "on")
            .setServerConfig("ssl_cert_file", folder.resolve("server.crt").toString())
            .setServerConfig("ssl_key_file", folder.resolve("server.key").toString())
            .setPGStartupWait(Duration.ofMinutes(1))
            .start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  /** The server takes no key that others may read. */
  private static void pem(String name, String kind, byte[] content) throws Exception {
    String body = Base64.getMimeEncoder().encodeToString(content);
    Path file = folder.resolve(name);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, "-----BEGIN %s-----%n%s%n-----END %1$s-----%n".formatted(kind, body));
  }

  private static String address(String host, String options) {
    return "postgresql://postgres@%s:%d/postgres?%s"
        .formatted(host, server.getPort(), options.replace("CA/", folder + "/"));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, sslmode=verify-full&sslrootcert=CA/ca.pem, t",
    "127.0.0.1, sslmode=verify-ca&sslrootcert=CA/ca.pem, t",
    "127.0.0.1, sslmode=require, t",
    "127.0.0.1, '', t",
    "127.0.0.1, sslmode=disable, f",
  })
  void connections_are_encrypted_as_the_address_says(String host, String options, String encrypted)
      throws Exception {
    try (Store store = new Store(TestDatabase.settings(address(host, options)))) {
      for (boolean write : new boolean[] {true, false}) {
        try (Connection connection = new Connections(store, write).getConnection()) {
          String asked = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
          assertEquals(encrypted, Recording.ask(connection, asked));
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          localhost | sslmode=verify-full&sslrootcert=CA/other.pem | the server's certificate is not trusted: it is signed by none of the authorities that sslrootcert names
          localhost | sslmode=verify-full&sslrootcert=system | the server's certificate is not trusted: it is signed by none of the authorities that sslrootcert names
          127.0.0.1 | sslmode=verify-full&sslrootcert=CA/ca.pem | the server's certificate is not trusted: it is for another host than the one in the address
          localhost | sslmode=verify-full | could not open SSL root certificate file
          """)
  void a_server_that_cannot_be_trusted_is_refused_at_once(
      String host, String options, String reason) {
    try (Store store = new Store(TestDatabase.settings(address(host, options)))) {
      IllegalStateException refused = assertThrows(IllegalStateException.class, store::open);
      assertEquals(IllegalStateException.class, refused.getClass(), "it is not waited for");
      String sentence =
          "The database postgresql://%s:%d/postgres cannot be used, "
              .formatted(host, server.getPort());
      assertTrue(refused.getMessage().startsWith(sentence + reason), refused.getMessage());
    }
  }

  @Test
  void a_server_without_a_certificate_is_refused_where_one_is_required() throws Exception {
    String plain = PostgresServer.empty() + "?sslmode=require";
    try (Store store = new Store(TestDatabase.settings(plain))) {
      IllegalStateException refused = assertThrows(IllegalStateException.class, store::open);
      assertTrue(
          refused.getMessage().endsWith("the server does not support SSL"), refused.getMessage());
    }
  }
}
