package dev.uproute.api;

import dev.uproute.text.Durations;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What of a request decides its answer.
 *
 * @param scope of the caller
 * @param id what the path names; null when it names nothing
 * @param query its parameters
 * @param ifNoneMatch the header; null when there is none
 * @param ifMatch the same
 * @param client the address of the caller
 */
public record ApiRequest(
    Scope scope,
    String id,
    Map<String, String> query,
    String ifNoneMatch,
    String ifMatch,
    String client) {
  /** Rows of one answer. */
  static final int MOST = 1_000;

  /** Times are between these; with others sums would overflow. */
  private static final Instant FIRST = Instant.EPOCH;

  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  /** The same about another one than the path names. */
  ApiRequest of(String other) {
    return new ApiRequest(scope, other, query, ifNoneMatch, ifMatch, client);
  }

  /**
   * Refuses every parameter but these.
   *
   * @throws Problem 400
   */
  void only(String... names) {
    Set<String> unknown = new TreeSet<>(query.keySet());
    unknown.removeAll(List.of(names));
    if (!unknown.isEmpty()) {
      String name = Words.visible(unknown.iterator().next());
      String known = names.length == 0 ? "none" : String.join(", ", names);
      String detail = "is no parameter here; there are: " + known;
      throw new Problem(400, name + " " + detail, List.of(new Problem.Error(name, detail)));
    }
  }

  /** Null when it is not given. */
  String text(String name) {
    return query.get(name);
  }

  /** One of these words; null when it is not given. */
  String word(String name, List<String> words) {
    String text = text(name);
    if (text != null && !words.contains(text)) {
      throw Problem.parameter(name, text, "one of " + String.join(", ", words));
    }
    return text;
  }

  /** How many rows: from 1 to {@value #MOST}. */
  int limit(int otherwise) {
    return number("limit", otherwise, 1, MOST);
  }

  int number(String name, int otherwise, int least, int most) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    int number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    if (number < least || number > most) {
      throw Problem.parameter(name, text, "a whole number from " + least + " to " + most);
    }
    return number;
  }

  /** The row after which an answer goes on, as another answer named it. */
  record Cursor(long at, long id) {
    static final Cursor NEWEST = new Cursor(Long.MAX_VALUE, Long.MAX_VALUE);

    String text() {
      return at + "-" + id;
    }
  }

  Cursor cursor() {
    String text = text("cursor");
    if (text == null) {
      return Cursor.NEWEST;
    }
    if (!text.matches("\\d{1,15}-\\d{1,18}")) {
      throw Problem.parameter("cursor", text, "what next was in another answer");
    }
    String[] parts = text.split("-");
    return new Cursor(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
  }

  Instant time(String name, Instant otherwise) {
    String text = text(name);
    if (text == null) {
      return otherwise;
    }
    try {
      Instant time = Instant.parse(text);
      if (!time.isBefore(FIRST) && time.isBefore(LAST)) {
        return time;
      }
    } catch (DateTimeParseException _) {
      // said below
    }
    throw Problem.parameter(
        name, text, "a time such as 2026-06-17T12:00:00Z, from 1970 to 2199, in UTC");
  }

  /**
   * A stretch of time: {@code from} to {@code to}, or {@code window} up to now.
   *
   * @param window without any of them
   */
  Range range(Instant now, Duration window) {
    String text = text("window");
    Duration length = text == null ? window : Durations.parse(text);
    if (length == null || length.isZero() || length.compareTo(Duration.ofDays(36_500)) > 0) {
      throw Problem.parameter("window", text, "a time such as 24h, 7d or 30d");
    }
    Instant to = time("to", now);
    Instant start = to.minus(length);
    Instant from = time("from", start.isBefore(FIRST) ? FIRST : start);
    if (text != null && (query.containsKey("from") || query.containsKey("to"))) {
      throw Problem.parameter("window", text, "left out beside from and to");
    }
    if (from.isAfter(to)) {
      throw Problem.parameter("from", from.toString(), "before to, which is " + to);
    }
    return new Range(from, to);
  }

  /** From a time on and before another. */
  record Range(Instant from, Instant to) {}
}
