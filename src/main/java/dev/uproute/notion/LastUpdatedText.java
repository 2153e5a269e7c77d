package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The words of a block, such as "Last Updated", and the time that is written behind them. Notion
 * replaces the text of a block as a whole, so what stands before and after is sent again as it was,
 * with its links and its format. Immutable.
 */
final class LastUpdatedText {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

  /** What may stand behind the words before: a time, or a sign that there is none yet. */
  private static final String TIME =
      "(\\s*(?:\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d)?(?:\\.\\d+)?\\s?(?:UTC|Z)?)?|[-–—?…]+|never))?";

  private final Pattern pattern;

  LastUpdatedText(String words) {
    this.pattern =
        Pattern.compile(
            "(" + Pattern.quote(words) + ")\\s*:?" + TIME,
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  /** Whether a block of any type that holds text has the words in it. */
  boolean in(JsonNode block) {
    return pattern.matcher(plain(block)).find();
  }

  private static JsonNode runs(JsonNode block) {
    return block.path(block.path("type").asText()).path("rich_text");
  }

  private static String plain(JsonNode block) {
    StringBuilder text = new StringBuilder();
    runs(block).forEach(run -> text.append(run.path("plain_text").asText()));
    return text.toString();
  }

  /** The body that writes the time into a block; null when it is there already. */
  ObjectNode body(JsonNode block, Instant at) {
    String plain = plain(block);
    Matcher found = pattern.matcher(plain);
    if (!found.find()) {
      throw new IllegalArgumentException("the block does not say " + pattern);
    }
    int start = found.start();
    int end = found.group(2) == null ? dateBehind(block, found.end()) : found.end();
    String text = found.group(1) + ": " + MINUTE.format(at);
    if (plain.substring(start, end).equals(text)) {
      return null;
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode written = body.putObject(block.path("type").asText()).putArray("rich_text");
    keep(written, block, 0, start);
    RichText.write(written.addObject(), text, runAt(block, start));
    keep(written, block, end, plain.length());
    return body;
  }

  /** The end of a date somebody mentioned (@today) right behind the words, else that of these. */
  private static int dateBehind(JsonNode block, int end) {
    String plain = plain(block);
    int from = 0;
    for (JsonNode run : runs(block)) {
      int to = from + run.path("plain_text").asText().length();
      boolean date = run.path("mention").has("date");
      if (date && from >= end && plain.substring(end, from).isBlank()) {
        return to;
      }
      from = to;
    }
    return end;
  }

  private static JsonNode runAt(JsonNode block, int at) {
    int from = 0;
    for (JsonNode run : runs(block)) {
      from += run.path("plain_text").asText().length();
      if (at < from) {
        return run;
      }
    }
    throw new IllegalArgumentException("the text is shorter than " + at);
  }

  /** Adds the runs between two places of the text, those at its ends in part. */
  private static void keep(ArrayNode written, JsonNode block, int start, int end) {
    int from = 0;
    for (JsonNode run : runs(block)) {
      String text = run.path("plain_text").asText();
      int first = Math.max(start - from, 0);
      int last = Math.min(end - from, text.length());
      if (first < last) {
        boolean whole = first == 0 && last == text.length();
        ObjectNode node = written.addObject();
        if (whole) {
          RichText.copy(node, run);
        } else {
          RichText.write(node, text.substring(first, last), run);
        }
      }
      from += text.length();
    }
  }
}
