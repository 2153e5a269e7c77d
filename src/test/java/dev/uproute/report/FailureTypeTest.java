package dev.uproute.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.uproute.ServiceBuilder;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The word for why a result is not UP, by what its evidence shows. */
class FailureTypeTest {
  private static final Instant AT = Instant.parse("2026-11-09T12:00:00Z");

  @ParameterizedTest
  @CsvSource({
    // what, status, HTTP status, microseconds, address, certificate, the word
    "https, UP,           200, 90000, 192.0.2.1, true,  ",
    "https, DOWN,         500, 90000, 192.0.2.1, true,  HTTP_STATUS",
    "https, DOWN,         200, 90000, 192.0.2.1, true,  CONTENT",
    "https, DOWN,         ,    ,      192.0.2.1, true,  TLS",
    "https, DOWN,         ,    ,      192.0.2.1, false, CONNECTION",
    "https, DOWN,         ,    ,      ,          false, DNS",
    "https, BOT_DETECTED, 503, 80000, 192.0.2.1, true,  BOT_PROTECTION",
    "https, TIMEOUT,      ,    ,      192.0.2.1, false, TIMEOUT",
    "https, DEGRADED,     429, 90000, 192.0.2.1, true,  HTTP_STATUS",
    "https, DEGRADED,     200, 90000, 192.0.2.1, true,  SLOW",
    "https, UNKNOWN,      ,    ,      ,          false, UNKNOWN",
    "tcp,   DOWN,         ,    70,    192.0.2.1, false, CONTENT",
    "udp,   DOWN,         ,    ,      192.0.2.1, false, CONNECTION",
    "tls,   DEGRADED,     ,    10,    192.0.2.1, true,  CERTIFICATE",
    "host,  DEGRADED,     ,    ,      ,          false, LIMIT",
    "heartbeat, DOWN,     ,    ,      ,          false, HEARTBEAT",
    "camel, DOWN,         ,    ,      ,          false, CHECK",
    "own,   DEGRADED,     ,    ,      ,          false, CHECK",
  })
  void a_result_has_one_word(
      String type,
      Status status,
      Integer code,
      Long response,
      String address,
      boolean certificate,
      FailureType word) {
    Result result =
        new Result(
            ServiceBuilder.named("a")
                .with(b -> b.type = type.equals("https") ? "http" : type)
                .with(b -> b.degradedStatus = ServiceBuilder.range(429, 429))
                .with(b -> b.slowerThan = Duration.ofMillis(50))
                .service(),
            AT,
            status,
            "why",
            new Evidence(
                code, response, Evidence.Timings.NONE, address, 1, certificate ? AT : null));
    assertEquals(word, FailureType.of(result));
    assertEquals(FailureType.MAINTENANCE, FailureType.of(result.inMaintenance()));
  }
}
