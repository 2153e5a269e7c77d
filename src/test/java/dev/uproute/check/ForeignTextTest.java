package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.uproute.ServiceBuilder;
import dev.uproute.Watched;
import dev.uproute.parse.JsonLine;
import dev.uproute.text.Sentence;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every piece of a reason that a target writes itself, full of what must not be shown. Names in
 * certificates are in TlsCheckTest; addresses, status codes, exit codes and times are numbers; what
 * UDP, TCP and DNS answered is in no reason.
 */
class ForeignTextTest {
  /** Moves a cursor, ends a line in three ways, reverses what is read, hides, and is long. */
  private static final String EVIL =
      "\u001b[2J\u0007\u0085\u2028\u202e\u200b\ufeff${jndi:ldap://x}%n{}" + "x".repeat(3000);

  @AutoClose private static Routes routes;

  @BeforeAll
  static void start() throws Exception {
    routes = new Routes();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          EVIL                                         | answer is not valid HTTP: "
          HTTP/1.1 EVIL OK                             | answer is not valid HTTP: "
          HTTP/1.1 503 EVIL                            | HTTP 503, expected 200-399
          HTTP/1.1 302 Go#Location: //EVIL             | redirect to
          HTTP/1.1 302 Go#Location: http://EVIL@h/     | redirect to
          HTTP/1.1 302 Go#Location: x://EVIL           | redirect to
          HTTP/1.1 302 Go#Location: http://EVIL.test/  | redirect to an invalid address: "http://
          HTTP/1.1 200 OK#X-State: EVIL#Content-Type: application/json##{"is": "ok"} | header X-State is "
          HTTP/1.1 200 OK#Content-Encoding: EVIL#X-State: ok##EVIL  | body is not JSON
          HTTP/1.1 200 OK#Content-Type: text/html; charset=EVIL#X-State: ok##EVIL | body is not JSON
          HTTP/1.1 200 OK#X-State: ok##{"is": "ESCAPED"}            | JSON is "
          HTTP/1.1 200 OK#X-State: ok##{"is": ["ESCAPED", {}]}      | JSON is "
          """)
  void is_shown_as_one_short_plain_sentence(String answer, String begins) throws Exception {
    String all = answer.replace("#", "\r\n").replace("ESCAPED", escaped()).replace("EVIL", EVIL);
    byte[] bytes = all.getBytes(StandardCharsets.UTF_8);
    try (RawServer server =
        new RawServer(
            (_, _, out) -> {
              out.write(bytes);
              out.write("\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            })) {
      ServiceBuilder given = ServiceBuilder.url(server.url("/"));
      given.headers = Map.of("X-State", "ok");
      given.json = List.of(JsonLine.of("$.is == \"ok\""));
      String reason = routes.check(given.service()).reason();
      assertTrue(reason.startsWith(begins), reason);
      assertPlain(reason);
    }
  }

  @Test
  void a_check_of_ones_own_cannot_bring_it_in_either() {
    assertPlain(
        new Result(Watched.service("a"), Instant.EPOCH, Status.DOWN, EVIL, Evidence.NONE).reason());
  }

  /** As JSON carries it. */
  private static String escaped() throws Exception {
    String quoted = new ObjectMapper().writeValueAsString(EVIL);
    return quoted.substring(1, quoted.length() - 1);
  }

  private static void assertPlain(String reason) {
    assertTrue(reason.length() <= Sentence.MAX, reason);
    assertFalse(reason.matches("(?s).*[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}].*"), reason);
  }
}
