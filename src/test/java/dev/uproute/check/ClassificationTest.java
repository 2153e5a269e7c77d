package dev.uproute.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.ServiceBuilder;
import dev.uproute.Vectors;
import dev.uproute.service.Statuses;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hc.core5.http.Header;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rules of the five monitors to be replaced, from the vectors: HTTP outcomes are judged by the
 * shipped verdict inside the shipped attempts, UDP outcomes happen on real sockets.
 */
class ClassificationTest {
  @TempDir private static Path folder;
  @AutoClose private static Routes routes;
  private static final Script SCRIPT = new Script();

  /** Plays one outcome of the vector for each attempt. */
  public static final class Script {
    private Iterator<JsonNode> outcomes;

    public Result play(Attempt attempt) {
      return new Judge().http(attempt, answer(outcomes.next()));
    }
  }

  @BeforeAll
  static void start() throws Exception {
    Path file = folder.resolve("check-script.camel.yaml");
    Files.writeString(
        file,
        """
        - route:
            id: check-script
            routeConfigurationId: rethrow
            from:
              uri: direct:check-script
              steps:
                - bean: { ref: script, method: "play(${variable.attempt})" }
        """);
    routes = new Routes(context -> context.getRegistry().bind("script", SCRIPT), "file:" + file);
  }

  static Stream<Arguments> vectors() {
    return Vectors.of("classification");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vectors")
  void an_outcome_means_what_it_meant_before(String id, JsonNode vector) throws Exception {
    JsonNode given = vector.get("given");
    Result result = given.get("type").textValue().equals("udp") ? udp(vector) : http(vector);
    JsonNode expect = vector.get("expect");
    if (expect.has("status")) {
      assertEquals(expect.get("status").textValue(), result.status().name(), result.reason());
    }
    if (expect.has("label")) {
      assertEquals(expect.get("label").textValue(), label(vector, result), result.reason());
    }
    if (expect.has("online")) {
      assertEquals(expect.get("online").booleanValue(), result.online(), result.reason());
    }
    if (expect.has("http_status")) {
      Integer status = result.evidence().httpStatus();
      assertEquals(expect.get("http_status").asText(), String.valueOf(status));
    }
    if (expect.has("response_time_ms")) {
      Long response = result.evidence().response();
      String ms = response == null ? "null" : String.valueOf(response / 1000);
      assertEquals(expect.get("response_time_ms").asText(), ms);
    }
    if (expect.has("attempts_used")) {
      assertEquals(expect.get("attempts_used").intValue(), result.evidence().attempts());
    }
  }

  private static String label(JsonNode vector, Result result) {
    boolean online = result.online();
    return switch (vector.get("preset").textValue()) {
      case "notion" -> online ? "Online" : "Offline";
      case "asimonson" -> result.status().word();
      case "pihook" -> online ? "UP" : "DOWN";
      case "hosted" -> online ? "up" : "down";
      default -> throw new IllegalArgumentException(vector.toString());
    };
  }

  private static Result http(JsonNode vector) {
    JsonNode given = vector.get("given");
    ServiceBuilder service = profile(vector.get("preset").textValue());
    JsonNode config = given.get("config");
    service.retries = config.path("retries").asInt(service.retries);
    service.bodyContains = config.path("body_contains").textValue();
    if (config.has("bot")) {
      service.bot = List.of(config.get("bot").textValue());
    }
    if (config.has("slow_after_ms")) {
      service.slowerThan = Duration.ofMillis(config.get("slow_after_ms").longValue());
    }
    SCRIPT.outcomes =
        given.has("attempts")
            ? given.get("attempts").iterator()
            : Stream.generate(() -> given.get("outcome")).iterator();
    return routes.check(service.service());
  }

  private static ServiceBuilder profile(String preset) {
    ServiceBuilder given = ServiceBuilder.type("script");
    given.retryDelay = Duration.ofMillis(1);
    switch (preset) {
      case "notion" -> given.httpStatus = ServiceBuilder.range(100, 499);
      case "asimonson" -> {
        given.httpStatus = ServiceBuilder.range(200, 499);
        given.degradedStatus = ServiceBuilder.range(500, 599);
        given.degradedIsOnline = false;
      }
      case "pihook" -> {
        given.httpStatus = ServiceBuilder.range(100, 399);
        given.retries = 2;
      }
      case "hosted" -> given.httpStatus = ServiceBuilder.range(200, 399);
      case "synthetic" -> given.httpStatus = new Statuses(List.of(new Statuses.Range(200, 200)));
      default -> throw new IllegalArgumentException(preset);
    }
    return given;
  }

  private static HttpAnswer answer(JsonNode outcome) {
    return switch (outcome.get("kind").textValue()) {
      case "timeout" -> HttpAnswer.none(NoAnswer.timeout("no answer"), Evidence.NONE);
      case "error" ->
          HttpAnswer.none(NoAnswer.down(outcome.get("error").textValue()), Evidence.NONE);
      default -> {
        int status = outcome.get("http").intValue();
        long micros = outcome.get("latency_ms").longValue() * 1000;
        byte[] body = outcome.get("body").textValue().getBytes(StandardCharsets.UTF_8);
        Evidence evidence =
            new Evidence(status, micros, Evidence.Timings.NONE, "127.0.0.1", 1, null);
        yield new HttpAnswer(null, status, new Header[0], body, false, evidence);
      }
    };
  }

  private static Result udp(JsonNode vector) throws Exception {
    String kind = vector.get("given").get("outcome").get("kind").textValue();
    DatagramSocket peer = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    try {
      ServiceBuilder given =
          ServiceBuilder.url(
              kind.equals("dns_error")
                  ? "udp://nosuch.invalid:9"
                  : "udp://127.0.0.1:" + peer.getLocalPort());
      given.fallback = "ping";
      given.timeout = ServiceBuilder.SHORT;
      if (kind.equals("refused")) {
        peer.close();
      }
      if (kind.equals("reply")) {
        given.timeout = Duration.ofSeconds(20);
        Thread.ofVirtual().start(() -> echo(peer));
      }
      return routes.check(given.service());
    } finally {
      peer.close();
    }
  }

  private static void echo(DatagramSocket socket) {
    try {
      DatagramPacket packet = new DatagramPacket(new byte[16], 16);
      socket.receive(packet);
      socket.send(packet);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
