package dev.uproute.agent;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.check.Result;
import dev.uproute.send.HttpReply;
import dev.uproute.send.HttpRequest;
import dev.uproute.service.MonotonicClock;
import dev.uproute.text.OwnerFile;
import dev.uproute.wire.Wire;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an agent says to its centre and hears from it: all requests are its own, so it works behind
 * NAT. Remembers the plan it has and whether the centre answers; thread-safe.
 */
public final class Agent {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");

  /** The centre answers within 20 s, also when the plan stays. */
  private static final Duration PLAN_LIMIT = Duration.ofSeconds(30);

  private static final Duration RESULTS_LIMIT = Duration.ofSeconds(10);
  private static final int PLAN_MOST = 16 << 20;
  private static final int ANSWER_MOST = 4096;

  /** Results of one request. */
  private static final int MOST = 500;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI centre;
  private final String token;
  private final Path file;
  private final MonotonicClock monotonic;
  private final InstantSource clock;
  private final String run = UUID.randomUUID().toString();
  private String tag;
  private int most = MOST;
  private final Map<String, String> failing = new HashMap<>();

  /**
   * @param centre its address, such as {@code https://status.example.org/}
   * @param token of the location of this agent
   * @param file the services.yaml that the plan is written to
   */
  public Agent(
      String centre, String token, String file, MonotonicClock monotonic, InstantSource clock) {
    this.centre = URI.create(centre.endsWith("/") ? centre : centre + "/");
    this.token = token;
    this.file = Path.of(file);
    this.monotonic = monotonic;
    this.clock = clock;
  }

  /** Asks for another plan than the one that is known. */
  public synchronized HttpRequest planRequest() {
    Map<String, String> headers = headers();
    if (tag != null && Files.exists(file)) {
      headers.put("If-None-Match", tag);
    }
    return new HttpRequest(
        "GET", centre.resolve("agent/plan"), headers, null, PLAN_LIMIT, PLAN_MOST);
  }

  /**
   * Writes the plan where it is another one.
   *
   * @return ids of the services to check at once
   */
  public synchronized List<String> planned(HttpReply reply) throws IOException {
    boolean same = reply.status() == 304;
    answers("plan", same ? null : reply.failure(PLAN_LIMIT));
    if (reply.status() != 200) {
      return List.of();
    }
    try {
      JsonNode plan = JSON.readTree(reply.body());
      write(plan.path("services").asText());
      tag = reply.header("ETag");
      List<String> now = new ArrayList<>();
      plan.path("check_now").forEach(id -> now.add(id.asText()));
      return now;
    } catch (JsonProcessingException e) {
      answers("plan", "it is no JSON");
      return List.of();
    }
  }

  private void write(String list) throws IOException {
    byte[] bytes = list.getBytes(StandardCharsets.UTF_8);
    if (!Files.exists(file)) {
      OwnerFile.create(file, bytes);
    } else if (!Arrays.equals(Files.readAllBytes(file), bytes)) {
      OwnerFile.replace(file, bytes);
    }
  }

  /** The parameters of insert-spool.sql: what was found and when, by both clocks. */
  public List<Map<String, Object>> rows(List<Result> results) throws IOException {
    Instant wall = clock.instant();
    Instant now = monotonic.instant();
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Result result : results) {
      Instant began = now.minus(Duration.between(result.at(), wall));
      rows.add(
          Map.of(
              "at", result.at().toEpochMilli(),
              "run", run,
              "began", began.toEpochMilli(),
              "result", JSON.readTree(Wire.writeOne(result)).at("/results/0").toString()));
    }
    return rows;
  }

  /**
   * Hands in what was found.
   *
   * @param rows of select-spool.sql
   */
  public HttpRequest resultsRequest(List<Map<String, Object>> rows) throws IOException {
    Map<String, String> headers = headers();
    headers.put("Content-Type", "application/json");
    headers.put("Content-Encoding", "gzip");
    // camel-http packs it, because the header says so
    byte[] body = body(rows).getBytes(StandardCharsets.UTF_8);
    return new HttpRequest(
        "POST", centre.resolve("agent/results"), headers, body, RESULTS_LIMIT, ANSWER_MOST);
  }

  /**
   * Each time is as long before now as the clock says that nobody sets, as far as that is known.
   */
  private String body(List<Map<String, Object>> rows) throws IOException {
    Instant wall = clock.instant();
    Instant now = monotonic.instant();
    ObjectNode body = JSON.createObjectNode().put("v", Wire.VERSION).put("now", wall.toString());
    ArrayNode results = body.putArray("results");
    for (Map<String, Object> row : rows) {
      ObjectNode result = (ObjectNode) JSON.readTree((String) row.get("result"));
      // the same whenever it is sent
      result.set("slot", result.get("at"));
      if (run.equals(row.get("run"))) {
        Instant began = Instant.ofEpochMilli(((Number) row.get("began")).longValue());
        result.put("at", wall.minus(Duration.between(began, now)).toString());
      }
      results.add(result);
    }
    return body.toString();
  }

  /**
   * How many results to hand in at once: fewer after the centre, or a proxy, found them too many.
   */
  public synchronized int most() {
    return most;
  }

  /** Whether results need not be handed in again: the centre has them, or will never take them. */
  public synchronized boolean handedIn(HttpReply reply) {
    if (reply.status() == 413 && most > 1) {
      most /= 2;
      return false;
    }
    most = Math.min(MOST, most * 2);
    if (reply.status() == 400 || reply.status() == 413) {
      LOG.error(
          "The centre {} refuses results for good, and they are dropped: HTTP {} {}",
          centre.getHost(),
          reply.status(),
          reply.body());
      return true;
    }
    String wrong = reply.failure(RESULTS_LIMIT);
    answers("results", wrong);
    return wrong == null;
  }

  /** In milliseconds since 1970. */
  public long dayAgo() {
    return clock.instant().minus(Duration.ofDays(1)).toEpochMilli();
  }

  private Map<String, String> headers() {
    return new HashMap<>(Map.of("Authorization", "Bearer " + token));
  }

  /** Logs the first of several failures, and that they are over. */
  private void answers(String what, String wrong) {
    String before = wrong == null ? failing.remove(what) : failing.put(what, wrong);
    if (wrong != null && !wrong.equals(before)) {
      String goesOn =
          what.equals("plan") ? "checks go on with the last one" : "they are kept for a day";
      LOG.warn("The centre {} fails at {}: {}; {}", centre.getHost(), what, wrong, goesOn);
    } else if (wrong == null && before != null) {
      LOG.info("The centre {} answers again: {}", centre.getHost(), what);
    }
  }
}
