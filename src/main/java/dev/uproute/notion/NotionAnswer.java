package dev.uproute.notion;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.uproute.send.HttpReply;
import dev.uproute.send.Refused.Kind;
import dev.uproute.text.RetryAfter;
import dev.uproute.text.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * What came back from Notion, and what it means.
 *
 * @param retryAfter header {@code Retry-After}: seconds or a date; null = none
 * @param date header {@code Date}, which a date there is measured from; null = none
 * @param body whole, as text
 */
record NotionAnswer(int status, String retryAfter, String date, String body) {
  private static final Duration PROBE = Duration.ofMinutes(15);
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** What an answer echoes of the token goes nowhere. */
  static NotionAnswer of(HttpReply reply, String token) {
    return new NotionAnswer(
        reply.status(),
        reply.headers().get("Retry-After"),
        reply.headers().get("Date"),
        reply.body().replace(token, "…"));
  }

  /** The JSON object it is; null when it is none. */
  JsonNode json() {
    try {
      JsonNode parsed = JSON.readTree(body);
      return parsed.isObject() ? parsed : null;
    } catch (JsonProcessingException _) {
      return null; // reported by refusal, with what it was instead
    }
  }

  boolean good() {
    return status >= 200 && status < 300;
  }

  /**
   * Why the call was not done.
   *
   * @param backOff how long to wait when Notion does not say it
   */
  NotionRefusal refusal(NotionRequest call, Supplier<Duration> backOff) {
    JsonNode json = json();
    String code = json == null ? null : json.path("code").asText(null);
    String id = json == null ? null : json.path("request_id").asText(null);
    String start = status + (code == null ? "" : " " + code + ": " + json.path("message").asText());
    String text = json == null ? start + ", not JSON: " + body.strip() : start;
    return switch (status) {
      case 401 -> {
        String what = "Notion does not accept the token, uproute.notion.token";
        yield new NotionRefusal(Kind.CREDENTIALS, PROBE, sentence(what, text), status, id);
      }
      case 403 -> fixed("the integration lacks a capability for " + call, text, id);
      case 404 -> fixed(call + ": the id is wrong or not shared with the integration", text, id);
      case 429, 529 -> later("Notion asks to wait", text, id, patience(backOff));
      case 408, 409, 425 -> later("Notion could not do " + call, text, id, backOff.get());
      default -> {
        boolean ours = status >= 300 && status < 500;
        yield ours
            ? fixed("Notion refuses " + call, text, id)
            : later("Notion failed at " + call, text, id, backOff.get());
      }
    };
  }

  /** Nothing whole came back. */
  static NotionRefusal none(NotionRequest call, String why, Supplier<Duration> backOff) {
    String sentence = "Notion does not answer " + call + ": " + Sentence.clean(why);
    return new NotionRefusal(Kind.LATER, backOff.get(), sentence, 0, null);
  }

  private NotionRefusal fixed(String what, String text, String id) {
    return new NotionRefusal(Kind.MESSAGE, PROBE, sentence(what, text), status, id);
  }

  private NotionRefusal later(String what, String text, String id, Duration pause) {
    return new NotionRefusal(Kind.LATER, pause, sentence(what, text), status, id);
  }

  private static String sentence(String what, String text) {
    return what + " (" + Sentence.clean(text) + ")";
  }

  /** As Notion says, to the letter. */
  private Duration patience(Supplier<Duration> backOff) {
    Duration asked = RetryAfter.of(retryAfter, date, Instant.now());
    return asked == null ? backOff.get() : asked;
  }
}
