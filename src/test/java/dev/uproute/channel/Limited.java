package dev.uproute.channel;

import dev.uproute.channel.Receiver.Answer;
import dev.uproute.channel.Receiver.Request;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A strict receiver that wants to be left alone before its first and its third answer, says so as
 * its kind does, and remembers who came too early. Thread-safe.
 */
final class Limited implements Function<Request, Answer> {
  private final String kind;
  private final Function<Request, Answer> strict;
  private final Supplier<InstantSource> clock;
  private final List<String> early = new ArrayList<>();
  private Instant notBefore = Instant.MIN;
  private Instant refused;
  private int underWay;
  private int asked;
  private int accepted;

  Limited(String kind, Function<Request, Answer> strict, Supplier<InstantSource> clock) {
    this.kind = kind;
    this.strict = strict;
    this.clock = clock;
  }

  @Override
  public synchronized Answer apply(Request request) {
    Instant now = clock.get().instant();
    if (now.isBefore(notBefore)) {
      if (now.equals(refused)) {
        underWay++;
      } else {
        early.add("%s came at %s, before %s".formatted(kind, now, notBefore));
      }
      return refusal(notBefore.getEpochSecond() + 1 - now.getEpochSecond());
    }
    asked++;
    if (asked == 1 || asked == 3) {
      return busy(now, asked == 1 ? 75 : 2);
    }
    Answer answer = strict.apply(request);
    accepted += answer.status() < 300 ? 1 : 0;
    return answer;
  }

  private Answer busy(Instant now, int seconds) {
    refused = now;
    notBefore = now.plusSeconds(seconds);
    Instant whole = Instant.ofEpochSecond(notBefore.getEpochSecond() + 1);
    return switch (kind) {
      case "discord" -> {
        notBefore = notBefore.minusMillis(250);
        String body = "{\"message\":\"You are being rate limited.\",\"retry_after\":%s.75}";
        yield new Answer(429, body.formatted(seconds - 1), header("Retry-After", seconds));
      }
      case "telegram" ->
          Answer.of(429, "{\"ok\":false,\"parameters\":{\"retry_after\":%d}}".formatted(seconds));
      case "pushover" -> {
        notBefore = whole;
        yield new Answer(
            429, "{}", header("X-Limit-App-Reset", theirs(now, whole).getEpochSecond()));
      }
      case "gotify", "webhook" -> {
        notBefore = whole;
        String date =
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                theirs(now, whole).atOffset(ZoneOffset.UTC));
        yield new Answer(503, "", header("Retry-After", date));
      }
      case "ntfy" ->
          new Answer(429, "{\"code\":42901,\"http\":429}", header("Retry-After", seconds));
      case "slack", "teams", "pagerduty" -> refusal(seconds);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** A moment by the clock of the answer's Date, which is the real one; rather later. */
  private static Instant theirs(Instant now, Instant moment) {
    return Instant.now().plus(Duration.between(now, moment)).plusSeconds(1);
  }

  private static Answer refusal(long seconds) {
    return new Answer(429, "rate_limited", header("Retry-After", seconds));
  }

  private static Map<String, String> header(String name, Object value) {
    return Map.of(name, value.toString());
  }

  synchronized List<String> early() {
    return List.copyOf(early);
  }

  /** How many came in the moment of a refusal, and may not have known. */
  synchronized int underWay() {
    return underWay;
  }

  synchronized int accepted() {
    return accepted;
  }
}
