package dev.uproute.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.Secret;
import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.parse.ServiceLists;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.service.Service;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What one Uproute sends another: the files in wire/ are what versions before have written. */
class WireTest {
  private static final Path FILES = Path.of("src/test/resources/wire");
  private static final Instant AT = Instant.parse("2026-06-17T21:37:00.123456Z");

  private static final Service SHOP =
      ServiceLists.service(
          "id: shop.checkout",
          "name: Kaffee & Kuchen",
          "url: \"https://{{env:HOST}}/health?a=b\"",
          "method: POST",
          "headers: { X-Key: \"${not ours}\" }".replace("${not ours}", "{{env:SECRET}}"),
          "auth: { basic: { user: u, password: \"p:w\" } }",
          "body: \"line\\nline\"",
          "profile: graded",
          "expect: { json: ['$.status == \"ok\"'] }",
          "degraded: { slower_than: 9s }",
          "timeout: 20s",
          "tags: { team: web }",
          "channels: []");
  private static final Service JOB =
      ServiceLists.service("id: job", "url: \"heartbeat:0123456789abcdef\"", "interval: 1d");

  private static final Result RESULT =
      new Result(
          SHOP,
          AT,
          Status.BOT_DETECTED,
          "body contains \"captcha\"",
          new Evidence(
              503,
              1_234_567L,
              new Evidence.Timings(1L, 2L, 3L, 4L, 1_234_567L),
              "192.0.2.1",
              3,
              Instant.parse("2027-01-01T00:00:00Z"),
              "intermediate certificate X",
              null,
              null,
              null),
          true);
  private static final Result LEAST = new Result(JOB, AT, Status.UP, null, Evidence.NONE);
  private static final Flip FLIP =
      new Flip(
          7, "shop.checkout", AT, Event.DOWN, Status.UP, Status.DOWN, AT, "HTTP 503", "flapping");

  private static String file(String name) throws Exception {
    return Files.readString(FILES.resolve(name + ".json"));
  }

  @Test
  void what_version_1_writes_is_these_files_byte_for_byte_and_they_read_back() throws Exception {
    assertEquals(file("v1/service"), Wire.write(SHOP));
    assertEquals(file("v1/services"), Wire.write(List.of(SHOP, JOB)));
    assertEquals(file("v1/result"), Wire.write(RESULT));
    assertEquals(file("v1/results"), Wire.writeResults(List.of(RESULT, LEAST)));
    assertEquals(file("v1/flip"), Wire.write(FLIP));
    assertEquals(file("v1/check"), Wire.writeCheck(SHOP, AT));

    assertEquals(SHOP, Wire.service(file("v1/service")));
    assertEquals(List.of(SHOP, JOB), Wire.services(file("v1/services")));
    assertEquals(RESULT, Wire.result(file("v1/result")));
    assertEquals(FLIP, Wire.flip(file("v1/flip")));
    assertEquals(
        new Wire.Check(SHOP, AT.truncatedTo(ChronoUnit.MILLIS)), Wire.check(file("v1/check")));
    Map<String, Service> services = Map.of("shop.checkout", SHOP, "job", JOB);
    assertEquals(List.of(RESULT, LEAST), Wire.results(file("v1/results"), services::get));
    assertEquals(List.of(LEAST), Wire.results(file("v1/results"), Map.of("job", JOB)::get));
  }

  @Test
  void a_newer_neighbour_of_version_1_is_read_without_what_is_not_known_here() throws Exception {
    Service probe = Wire.service(file("v1-newer/service"));
    assertEquals("carrier-pigeon", probe.type());
    assertEquals("pigeon://loft-7/", probe.target().url());
    assertEquals("api", probe.source());

    Result result = Wire.result(file("v1-newer/result"));
    assertEquals(Status.UNKNOWN, result.status());
    assertEquals("partly there", result.reason());
    assertEquals(1, result.evidence().attempts());

    Flip flip = Wire.flip(file("v1-newer/flip"));
    assertEquals(Event.SELF, flip.event());
    assertEquals(Status.UNKNOWN, flip.to());
    assertFalse(flip.event().turns() || flip.event().lasts(), "it changes no state");
  }

  @ParameterizedTest
  @EnumSource(Status.class)
  void every_status_and_the_least_there_can_be_come_back(Status status) {
    Result least = new Result(JOB, AT, status, null, Evidence.NONE);
    assertEquals(least, Wire.result(Wire.write(least)));
  }

  @ParameterizedTest
  @EnumSource(Event.class)
  void every_event_comes_back(Event event) {
    Flip flip = Flip.ours(AT, event, "sentence");
    assertEquals(flip, Wire.flip(Wire.write(flip)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `[]` | is no JSON object
          `{` | is no JSON within the limits
          `{"v":1,"v":1}` | is no JSON within the limits in line 1, column 11: Duplicate field 'v'
          `{"v":1} x` | is no JSON within the limits
          `{}` | v: is missing; it is a whole number from 1 to 2147483647
          `{"v":"1"}` | v: is not a whole number from 1 to 2147483647
          `{"v":2}` | v: is 2; this Uproute reads up to 1, so update it first
          `{"v":1}` | flip: is missing; it is an object
          `{"v":1,"flip":[]}` | flip: is not an object
          `{"v":1,"flip":{"id":1.5}}` | flip.id: is not a whole number from 0 to 9223372036854775807
          `{"v":1,"flip":{"id":1,"at":"now"}}` | flip.at: is not a time like 2026-06-17T21:37:00Z
          `{"v":1,"flip":{"id":1,"service":7}}` | flip.service: is not a text of at most 64 characters
          """)
  void what_is_of_another_form_is_refused_by_its_field(String json, String sentence) {
    String message = assertThrows(WireError.class, () -> Wire.flip(json)).getMessage();
    assertTrue(message.startsWith(sentence), message);
  }

  @Test
  void keys_of_a_service_are_as_strict_as_in_a_file_and_show_no_secret() {
    String wrong =
        "{\"v\":1,\"service\":{\"source\":\"api\",\"keys\":{\"id\":\"a\",\"url\":\"https://a.example\","
            + "\"interval\":\"soon\",\"auth\":{\"bearer\":\"%s x\"},\"retries\":{}}}}";
    WireError error =
        assertThrows(WireError.class, () -> Wire.service(wrong.formatted(Secret.WORD)));
    assertTrue(error.getMessage().contains("service.keys: interval: \"soon\""), error.getMessage());
    assertTrue(error.getMessage().contains("service.keys: retries: is a group of keys"));
    assertFalse(error.getMessage().contains(Secret.WORD), error.getMessage());
  }

  @Test
  void depth_and_length_are_bounded() {
    String deep = "{\"v\":1,\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    String longText = "{\"v\":1,\"x\":\"" + "y".repeat(10_000_000) + "\"}";
    for (String json : List.of(deep, longText)) {
      String message = assertThrows(WireError.class, () -> Wire.flip(json)).getMessage();
      assertTrue(message.startsWith("is no JSON within the limits"), message);
      assertTrue(message.length() < 300, message);
    }
  }
}
