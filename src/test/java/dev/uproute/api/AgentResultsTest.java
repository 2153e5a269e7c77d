package dev.uproute.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.uproute.FakeClock;
import dev.uproute.Watched;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.location.LocationResult;
import dev.uproute.service.Services;
import dev.uproute.wire.Wire;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What agents send, and what others may. */
class AgentResultsTest {
  private static final Instant NOON = Instant.parse("2026-06-17T12:00:00Z");

  private final FakeClock clock = new FakeClock();
  private final Services services = new Services();
  private final AgentResults results = new AgentResults(services, clock);

  AgentResultsTest() {
    services.accept("file", List.of(Watched.service("shop")));
  }

  private static Result found(String id, Instant at) {
    return Watched.result(Watched.service(id), at, Status.DOWN);
  }

  private static byte[] packed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] sent(Instant now, List<Result> found) {
    String text = Wire.writeResults(found);
    return packed(text.replaceFirst("\\{", "{\"now\":\"" + now + "\","));
  }

  @Test
  void the_oldest_comes_first_and_has_its_age() {
    List<Result> found =
        List.of(
            found("shop", NOON.minusSeconds(5)),
            found("gone", NOON),
            found("shop", NOON.minusSeconds(65)),
            found("shop", NOON.plusSeconds(9)));
    List<LocationResult> votes = results.votes("fra1", sent(NOON, found));
    assertEquals(
        List.of(Duration.ofSeconds(65), Duration.ofSeconds(5), Duration.ZERO),
        votes.stream().map(LocationResult::age).toList());
    assertEquals("fra1", votes.getFirst().location());
    assertEquals(clock.instant().minusSeconds(65), votes.getFirst().result().at(), "by our clock");
    assertEquals(NOON.minusSeconds(65), votes.getFirst().slot());
  }

  @Test
  void a_check_keeps_its_slot_whenever_it_is_handed_in() {
    String first = Wire.writeResults(List.of(found("shop", NOON)));
    String slot = "\"slot\":\"" + NOON + "\",\"at\"";
    for (int seconds : new int[] {0, 7}) {
      String text =
          first
              .replace("\"at\"", slot)
              .replace("\"at\":\"" + NOON, "\"at\":\"" + NOON.plusSeconds(60))
              .replaceFirst("\\{", "{\"now\":\"" + NOON.plusSeconds(60L + seconds) + "\",");
      LocationResult vote = results.votes("fra1", packed(text)).getFirst();
      assertEquals(NOON, vote.slot());
      assertEquals(Duration.ofSeconds(seconds), vote.age());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"v\":1,\"results\":[]}",
        "{\"v\":1,\"now\":\"noon\",\"results\":[]}",
        "{\"v\":99,\"now\":\"2026-06-17T12:00:00Z\",\"results\":[]}",
        "{\"v\":1,\"now\":\"2026-06-17T12:00:00Z\",\"results\":[{\"id\":\"shop\",\"at\":\"2026-06-17T12:00:00Z\"}]}",
        "{\"v\":1,\"now\":\"2026-06-17T12:00:00Z\",\"results\":{}}"
      })
  void what_is_no_list_of_results_is_refused(String text) {
    assertEquals(400, refused(packed(text)).status());
  }

  @Test
  void neither_too_many_nor_too_large_nor_unpacked_is_taken() {
    List<Result> many = Collections.nCopies(501, found("shop", NOON));
    assertTrue(refused(sent(NOON, many)).getMessage().contains("at most 500"));
    assertEquals(500, results.votes("fra1", sent(NOON, many.subList(0, 500))).size());
    byte[] bomb = packed(" ".repeat(17 << 20));
    assertTrue(bomb.length < 100_000 && refused(bomb).getMessage().contains("16 MiB"));
    assertTrue(refused("{}".getBytes(StandardCharsets.UTF_8)).getMessage().contains("no gzip"));
    assertEquals(400, refused(new byte[0]).status());
  }

  private Problem refused(byte[] sent) {
    return assertThrows(Problem.class, () -> results.votes("fra1", sent));
  }

  @Test
  void a_location_is_known_by_its_token_alone() {
    AgentLocations locations =
        new AgentLocations(
            Map.of(
                "uproute.locations", "home, fra1, nyc2",
                "uproute.location.fra1.token", "f".repeat(32),
                "uproute.location.nyc2.token", "n".repeat(32)));
    assertEquals("fra1", locations.of("Bearer " + "f".repeat(32)));
    assertEquals("nyc2", locations.of("bearer " + "n".repeat(32)));
    for (String wrong :
        new String[] {null, "", "Bearer ", "Bearer none", "Bearer " + "x".repeat(32)}) {
      assertEquals(401, assertThrows(Problem.class, () -> locations.of(wrong)).status());
    }
  }
}
