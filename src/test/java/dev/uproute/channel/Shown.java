package dev.uproute.channel;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What somebody sees of a message.
 *
 * @param how colour, urgency, subject, or what else a receiver makes of it
 * @param text its lines, without what only marks them
 */
record Shown(String how, String text) {
  /** What a kind of receiver makes of what it was sent. */
  static Shown by(String kind, JsonNode sent) {
    return switch (kind) {
      case "discord" -> {
        JsonNode embed = sent.at("/embeds/0");
        String how = embed.isMissingNode() ? "" : "%06X".formatted(embed.path("color").asInt());
        yield new Shown(how, marked(lines(sent.path("content"), embed.path("description"))));
      }
      case "slack" -> new Shown("", sent.path("text").asText().replaceAll("\\*", ""));
      case "telegram" ->
          new Shown(
              sent.path("disable_notification").asBoolean() ? "silent" : "loud",
              sent.path("text").asText().replaceAll("</?b>", ""));
      case "ntfy", "gotify", "pushover" ->
          new Shown(
              sent.path("priority").asText(), lines(sent.path("title"), sent.path("message")));
      case "teams" -> {
        List<JsonNode> blocks = new ArrayList<>();
        JsonNode card = sent.at("/attachments/0/content/body");
        card.forEach(block -> blocks.add(block.path("text")));
        String how = card.at("/0/color").asText();
        yield new Shown(how, marked(lines(blocks.toArray(JsonNode[]::new))));
      }
      case "pagerduty" ->
          new Shown(
              words(
                  sent.path("event_action"), sent.path("dedup_key"), sent.at("/payload/severity")),
              sent.at("/payload/summary").asText());
      case "webhook" ->
          new Shown(
              words(
                  sent.path("severity"), sent.at("/events/0/event"), sent.at("/events/0/service")),
              lines(sent.path("title"), sent.path("text")));
      default -> throw new IllegalArgumentException(kind);
    };
  }

  /** Markdown as it is read. */
  private static String marked(String text) {
    return text.replaceAll("\\\\(\\p{Punct})", "$1");
  }

  /** Where there is nothing but a title, some receivers need it as a text too. */
  private static String lines(JsonNode... nodes) {
    return Stream.of(nodes).map(JsonNode::asText).distinct().collect(joining("\n"));
  }

  private static String words(JsonNode... nodes) {
    return Stream.of(nodes)
        .filter(node -> !node.isMissingNode() && !node.isNull())
        .map(JsonNode::asText)
        .collect(joining(" "));
  }

  @Override
  public String toString() {
    return how + " · " + text.strip().replaceAll("\\R+", " / ");
  }
}
