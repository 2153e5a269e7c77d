package dev.uproute.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.uproute.record.RouteFailures;
import dev.uproute.send.Refused;
import dev.uproute.store.NotLeaseHolder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.springframework.dao.DataAccessException;
import org.springframework.transaction.TransactionException;

/** Makes the answers of the API of what the routes found, or of why they failed. Thread-safe. */
public final class ApiAnswers {
  static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private static final Map<Integer, String> TITLES =
      Map.of(
          400, "Bad Request",
          401, "Unauthorized",
          403, "Forbidden",
          404, "Not Found",
          409, "Conflict",
          412, "Precondition Failed",
          500, "Internal Server Error",
          502, "Bad Gateway",
          503, "Service Unavailable");

  private final RouteFailures failures;

  public ApiAnswers(RouteFailures failures) {
    this.failures = failures;
  }

  /**
   * An answer as it leaves.
   *
   * @param tag the ETag; null when there is none
   * @param location of what was made, from the path that was asked; null when nothing was
   */
  public record Answer(int status, String type, String tag, String body, String location) {
    Answer(int status, String type, String tag, String body) {
      this(status, type, tag, body, null);
    }
  }

  /**
   * @param found a tree, a text of JSON, or an Answer
   */
  public Answer of(ApiRequest request, Object found) {
    Answer answer =
        found instanceof Answer made
            ? made
            : new Answer(200, "application/json", null, text(found));
    if (answer.status() != 200) {
      return answer;
    }
    Answer tagged = answer.tag() == null ? tagged(answer.type(), answer.body()) : answer;
    boolean same = matches(request.ifNoneMatch(), tagged.tag());
    return same ? new Answer(304, tagged.type(), tagged.tag(), "") : tagged;
  }

  /** An answer whose ETag is a hash of its body. */
  static Answer tagged(String type, String body) {
    return new Answer(200, type, '"' + hash(body) + '"', body);
  }

  private static boolean matches(String header, String tag) {
    return header != null
        && List.of(header.split(",")).stream()
            .map(each -> each.strip().replaceFirst("^W/", ""))
            .anyMatch(each -> each.equals(tag) || each.equals("*"));
  }

  /** Hands an answer to the server, which lets these headers leave. */
  public void reply(Answer answer, Exchange exchange) {
    Message reply = exchange.getMessage();
    reply.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
    reply.setHeader("Content-Type", answer.type());
    reply.setHeader("Cache-Control", "no-cache");
    // the same path is another answer for another caller
    reply.setHeader("Vary", "Authorization");
    if (answer.tag() != null) {
      reply.setHeader("ETag", answer.tag());
    }
    if (answer.location() != null) {
      reply.setHeader("Location", answer.location());
    }
    if (answer.status() == 401) {
      reply.setHeader("WWW-Authenticate", "Bearer");
    }
    if (answer.status() == 503) {
      reply.setHeader("Retry-After", "1");
    }
    reply.setBody(answer.body());
  }

  /** What failed, as a problem. What is nobody's fault but ours is logged and not described. */
  public Answer problem(String route, Exception failure) {
    // Camel wraps what a bean throws that is asked for a value
    Problem problem = cause(failure, Problem.class);
    if (problem != null) {
      return problem(problem.status(), problem.getMessage(), problem.errors());
    }
    Refused refused = Refused.of(failure);
    if (refused != null) {
      return problem(502, "the receiver did not accept it: " + refused.getMessage(), List.of());
    }
    if (cause(failure, NotLeaseHolder.class) != null) {
      return problem(503, "another instance works on the database; try again", List.of());
    }
    failures.log(route, failure);
    boolean store =
        cause(failure, DataAccessException.class) != null
            || cause(failure, TransactionException.class) != null;
    return store
        ? problem(503, "the history cannot be read now; try again", List.of())
        : problem(500, "the server failed; its log says why", List.of());
  }

  private static <T> T cause(Throwable failure, Class<T> type) {
    Throwable each = failure;
    while (each != null && !type.isInstance(each)) {
      each = each.getCause();
    }
    return type.cast(each);
  }

  private static Answer problem(int status, String detail, List<Problem.Error> errors) {
    ObjectNode node = JSON.createObjectNode();
    node.put("type", "about:blank");
    node.put("title", TITLES.getOrDefault(status, "Error"));
    node.put("status", status);
    node.put("detail", detail);
    if (!errors.isEmpty()) {
      ArrayNode list = node.putArray("errors");
      errors.forEach(
          each -> list.addObject().put("pointer", each.pointer()).put("detail", each.detail()));
    }
    return new Answer(status, "application/problem+json", null, text(node));
  }

  static String text(Object found) {
    try {
      return found instanceof JsonNode node ? JSON.writeValueAsString(node) + "\n" : (String) found;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of plain values was not written", e);
    }
  }

  /** What was asked for begins now, and is seen elsewhere. */
  static Answer accepted(JsonNode what) {
    return new Answer(202, "application/json", null, text(what));
  }

  /** It is there now. */
  static Answer created(JsonNode what) {
    return new Answer(201, "application/json", null, text(what));
  }

  /** ISO-8601 in UTC, to the millisecond; null stays null. */
  static String time(Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  static String hash(String body) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(body.getBytes(StandardCharsets.UTF_8)), 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
