package dev.uproute.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.uproute.text.Sentence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a check route of the user's own means by the body it ends with; the table is in
 * docs/routes.md. Other bodies than those are answers, and UP. Pure.
 */
final class OwnAnswer {
  /** More than a status with its reason; what is longer is the answer of some program. */
  private static final int LONGEST = 1 << 16;

  private static final JsonMapper JSON = new JsonMapper();

  /**
   * The words of this program, of its API, of Nagios, of Spring Boot's and .NET's health checks and
   * of the draft health+json.
   */
  private static final Map<Status, List<String>> WORDS =
      Map.of(
          Status.UP, List.of("up", "true", "ok", "online", "pass", "healthy"),
          Status.DEGRADED, List.of("degraded", "warn", "warning"),
          Status.BOT_DETECTED, List.of("bot_detected"),
          Status.TIMEOUT, List.of("timeout"),
          Status.DOWN,
              List.of(
                  "down", "false", "offline", "fail", "critical", "unhealthy", "out_of_service"),
          Status.UNKNOWN, List.of("unknown"));

  private static final String ALLOWED =
      "up, degraded, timeout, down, unknown or a word like these, see docs/routes.md";

  private final Attempt attempt;
  private Evidence evidence;

  private OwnAnswer(Attempt attempt) {
    this.attempt = attempt;
    this.evidence = new CheckTrace(attempt.deadline()).answered();
  }

  /** The result of a body; the time it took is that of the route, unless it says another. */
  static Result of(Attempt attempt, Object body) {
    return new OwnAnswer(attempt).result(body);
  }

  /**
   * The result of a program that a component ran.
   *
   * @param code its exit code
   * @param printed what it printed; null for nothing
   */
  static Result of(Attempt attempt, int code, String printed) {
    OwnAnswer answer = new OwnAnswer(attempt);
    PluginOutput output = PluginOutput.of(printed == null ? "" : printed, "");
    ExitCode exit = ExitCode.of(code);
    answer.evidence = answer.evidence.with(output.perfdata());
    return answer.result(exit.status(), exit.reason(output.sentence()));
  }

  private Result result(Object body) {
    return switch (body) {
      case null -> up();
      case Status status -> says(status);
      case Boolean yes -> says(yes ? Status.UP : Status.DOWN);
      case Number number -> number(number.doubleValue());
      case JsonNode json -> json(json);
      case Map<?, ?> map -> json(JSON.valueToTree(map));
      case String text -> text(text);
      case byte[] bytes -> text(new String(bytes, StandardCharsets.UTF_8));
      case InputStream stream -> text(text(stream));
      default -> up();
    };
  }

  /** As far as it may be a status; what cannot be read is an answer that says none. */
  private static String text(InputStream stream) {
    try {
      return new String(stream.readNBytes(LONGEST + 1), StandardCharsets.UTF_8);
    } catch (IOException _) {
      return "";
    }
  }

  private Result text(String written) {
    String text = written.length() > LONGEST ? "" : written.strip();
    Status status = status(text);
    if (status != null) {
      return says(status);
    }
    if (text.matches("[-+]?\\d{1,15}(\\.\\d{1,15})?")) {
      return number(Double.parseDouble(text));
    }
    return text.startsWith("{") ? json(read(text)) : up();
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException _) {
      return JSON.missingNode();
    }
  }

  private static Status status(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return Arrays.stream(Status.values())
        .filter(status -> WORDS.getOrDefault(status, List.of()).contains(lower))
        .findFirst()
        .orElse(null);
  }

  /** 0 is false, as databases and Prometheus write it. */
  private Result number(double value) {
    if (!Double.isFinite(value)) {
      return up();
    }
    evidence = evidence.with(Perfdata.of("value", value));
    return value == 0 ? says(Status.DOWN, "0") : says(Status.UP, Perfdata.shown(value));
  }

  private Result json(JsonNode json) {
    JsonNode word = json.path("status");
    if (word.isMissingNode()) {
      return up();
    }
    Status status = word.isValueNode() ? status(word.asText()) : null;
    if (status == null || word.isNumber()) {
      return fault("status", word, ALLOWED);
    }
    JsonNode time = json.path("response_time");
    if (!time.isMissingNode() && !time.isNull() && !(time.isNumber() && time.asDouble() >= 0)) {
      return fault("response_time", time, "a number of milliseconds");
    }
    String reason = json.path("reason").asText("");
    if (time.isNumber()) {
      evidence = evidence.took(Math.round(time.asDouble() * 1000));
    }
    return reason.isBlank() ? says(status) : result(status, reason.strip());
  }

  /** A word nobody knows says nothing of the target; to take it for UP could hide an outage. */
  private Result fault(String key, JsonNode value, String allowed) {
    String shown = Sentence.quote(value.isTextual() ? value.asText() : value.toString());
    String sentence = route() + " says " + key + " " + shown + ", which is not " + allowed;
    return result(Status.UNKNOWN, sentence);
  }

  private Result up() {
    return result(Status.UP, "answered in " + Sentence.millis(evidence.response()));
  }

  private Result says(Status status) {
    return status == Status.UP
        ? up()
        : says(status, status.name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }

  private Result says(Status status, String what) {
    return result(status, route() + " says " + what);
  }

  private Result result(Status status, String reason) {
    return attempt.result(status, reason, evidence);
  }

  private String route() {
    return "check-" + attempt.service().type();
  }
}
