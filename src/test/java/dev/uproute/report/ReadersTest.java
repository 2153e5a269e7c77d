package dev.uproute.report;

import static dev.uproute.report.Sample.report;
import static dev.uproute.report.Sample.service;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.check.Status;
import dev.uproute.service.Service.Detail;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Execution(ExecutionMode.CONCURRENT)
class ReadersTest {
  private static final Readers READERS = new Readers("url,address,reason", "reason");

  private static String json(Sample... services) {
    return StatusJson.of(READERS.of(report(services)));
  }

  private static String reason(Sample sample, String text) {
    Report seen = READERS.of(report(sample.is(Status.DOWN, text)));
    return seen.services().getFirst().latest().reason();
  }

  @Test
  void a_service_that_is_not_public_is_seen_nowhere() {
    assertFalse(json(service("seen"), service("secret").hidden()).contains("secret"));
  }

  @Test
  void a_service_of_our_own_network_shows_why_it_is_down_but_not_where_it_is() {
    Report seen =
        READERS.of(
            report(
                service("nas")
                    .local()
                    .is(Status.DOWN, "connection refused by example.org:443")
                    .incident(
                        Duration.ofHours(1),
                        null,
                        Status.DOWN,
                        "connection refused by 192.168.1.7:443")));
    String json = StatusJson.of(seen);
    assertTrue(json.contains("\"url\":null"), json);
    assertTrue(json.contains("\"reason\":\"connection refused by the target\""), json);
    ServiceReport nas = seen.services().getFirst();
    assertEquals(null, nas.latest().evidence().address());
    assertEquals("connection refused by the target", nas.incidents().getFirst().reason());
  }

  @Test
  void one_outside_shows_everything() {
    Report seen = READERS.of(report(service("web")));
    assertTrue(StatusJson.of(seen).contains("\"url\":\"https://example.org/health\""));
    assertEquals("203.0.113.7", seen.services().getFirst().latest().evidence().address());
  }

  @Test
  void its_own_key_wins() {
    String json = json(service("web").show().is(Status.DOWN, "HTTP 500"));
    assertTrue(json.contains("\"url\":null") && json.contains("\"reason\":null"), json);
    assertTrue(json(service("nas").local().show(Detail.URL)).contains("https://example.org"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no connection to EXAMPLE.org:443: reset | no connection to the target: reset",
        "redirected to https://10.0.0.1/login    | redirected to the target",
        "no answer from 10.0.0.1                 | no answer from the target",
        "no answer from [fd00::7%eth0]:53        | no answer from the target",
        "no answer from fe80::1                  | no answer from the target",
        "not.example.org.example is another      | not.example.org.example is another",
        "expected HTTP/1.1 at 12:30:05, got 5.1.2| expected HTTP/1.1 at 12:30:05, got 5.1.2",
      })
  void a_reason_names_no_target_that_is_not_shown(String said, String seen) {
    assertEquals(seen, reason(service("nas").local(), said));
  }

  @Test
  void credentials_and_queries_are_never_in_a_reason() {
    assertEquals(
        "redirected to https://example.org/in then https://a/",
        reason(
            service("web"),
            "redirected to https://me:pass@example.org/in?token=abc#x then https://a/?k=v"));
  }
}
