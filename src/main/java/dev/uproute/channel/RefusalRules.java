package dev.uproute.channel;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.deliver.Channels;
import dev.uproute.send.HttpReply;
import dev.uproute.send.HttpRequest;
import dev.uproute.send.Refused;
import dev.uproute.text.RetryAfter;
import dev.uproute.text.Sentence;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whether a receiver accepted a message, and if not, which kind of refusal its answer is: later,
 * not this message, wrong credentials, or gone. What is kept of an answer is one sanitised
 * sentence. Pure; thread-safe.
 */
public final class RefusalRules {
  /** Longest wait a receiver may ask for. */
  static final Duration MOST = Duration.ofHours(1);

  private static final Set<Integer> LATER = Set.of(408, 409, 425, 429);

  private final Channels channels;
  private final InstantSource clock;

  public RefusalRules(Channels channels, InstantSource clock) {
    this.channels = channels;
    this.clock = clock;
  }

  /**
   * The answer of a receiver that accepted, at most 200 characters.
   *
   * @param blame words of the receiver that mean the settings of the channel are wrong, not this
   *     message; null when the status says enough
   * @throws Refused when it did not accept
   */
  public String accepted(String channel, HttpRequest request, HttpReply reply, String blame) {
    int status = reply.status();
    if (status == 0) {
      String why =
          reply.late() ? "no answer within " + Sentence.duration(request.limit()) : reply.error();
      throw new Refused(Refused.Kind.LATER, null, request.host() + ": " + why);
    }
    JsonNode body = Json.read(reply.body());
    // a receiver that repeats what it was sent must not show our secrets
    String answer = request.masked(channels.masked(channel, answer(body, reply.body())));
    if (status >= 200 && status < 300) {
      return Sentence.clean(answer.isEmpty() ? "accepted with " + status : answer);
    }
    String sentence =
        request.host() + " answered " + status + (answer.isEmpty() ? "" : ": " + answer);
    Duration wait = wait(reply, body);
    throw new Refused(kind(status, answer, blame), wait, Sentence.clean(sentence));
  }

  private static Refused.Kind kind(int status, String answer, String blame) {
    if (status < 400 || status >= 500 || LATER.contains(status)) {
      return Refused.Kind.LATER;
    }
    if (status == 404 || status == 410) {
      return Refused.Kind.GONE;
    }
    boolean blamed =
        blame != null && Pattern.compile(blame, Pattern.CASE_INSENSITIVE).matcher(answer).find();
    return status == 401 || status == 403 || status == 407 || blamed
        ? Refused.Kind.CREDENTIALS
        : Refused.Kind.MESSAGE;
  }

  /** The words for people in the dialects of the receivers, else the text as it is. */
  private static String answer(JsonNode body, String text) {
    if (!body.isObject()) {
      String start = text.stripLeading();
      return start.startsWith("<") ? "a page of HTML" : start.strip();
    }
    StringBuilder answer = new StringBuilder();
    for (String key : new String[] {"message", "description", "error", "errorDescription"}) {
      add(answer, body.path(key));
    }
    add(answer, body.path("errors"));
    return answer.isEmpty() ? body.toString() : answer.toString();
  }

  private static void add(StringBuilder answer, JsonNode node) {
    String text = node.isValueNode() ? node.asText() : node.isMissingNode() ? "" : node.toString();
    if (!text.isBlank() && !text.equals("null")) {
      answer.append(answer.isEmpty() ? "" : "; ").append(text);
    }
  }

  /** How long the receiver asks to wait; null when it does not say. */
  private Duration wait(HttpReply reply, JsonNode body) {
    for (JsonNode asked :
        new JsonNode[] {body.path("retry_after"), body.path("parameters").path("retry_after")}) {
      if (asked.isNumber()) {
        return capped(asked.asDouble());
      }
    }
    String header = reply.header("Retry-After");
    if (header.isBlank()) {
      return untilReset(reply);
    }
    Duration asked = RetryAfter.of(header, reply.header("Date"), clock.instant());
    return asked == null ? null : capped(asked.toMillis() / 1000.0);
  }

  /** Pushover says when its limit ends, in seconds since 1970. */
  private Duration untilReset(HttpReply reply) {
    try {
      String reset = reply.header("X-Limit-App-Reset");
      long until = reset.isEmpty() ? 0 : Long.parseLong(reset);
      String date = reply.header("Date");
      Instant now = date.isBlank() ? clock.instant() : RetryAfter.time(date);
      return capped(Duration.between(now, Instant.ofEpochSecond(until)).toMillis() / 1000.0);
    } catch (DateTimeException | NumberFormatException | ArithmeticException _) {
      // no time at all: the usual back-off holds
      return null;
    }
  }

  private static Duration capped(double seconds) {
    if (!(seconds > 0)) {
      return null;
    }
    return Duration.ofMillis((long) Math.ceil(Math.min(seconds, MOST.toSeconds()) * 1000));
  }
}
