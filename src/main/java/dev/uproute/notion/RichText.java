package dev.uproute.notion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A piece of a block's text in the form Notion takes it, made of one in the form it gives it. */
final class RichText {
  private RichText() {}

  /** The same once more: as it was where Notion takes that, else its plain text. */
  static void copy(ObjectNode node, JsonNode run) {
    String mentioned = run.path("mention").path("type").asText();
    JsonNode mention = run.path("mention").path(mentioned);
    if (mentioned.equals("date")) {
      node.putObject("mention").set("date", mention);
      annotate(node, run);
    } else if (mentioned.matches("user|page|database")) {
      node.putObject("mention").putObject(mentioned).put("id", mention.path("id").asText());
      annotate(node, run);
    } else if (run.has("equation")) {
      node.set("equation", run.path("equation"));
      annotate(node, run);
    } else {
      write(node, run.path("plain_text").asText(), run);
    }
  }

  /** Another text with the link and the format of a piece. */
  static void write(ObjectNode node, String text, JsonNode like) {
    ObjectNode content = node.putObject("text").put("content", text);
    JsonNode link = like.path("text").path("link");
    if (link.isObject()) {
      content.putObject("link").put("url", link.path("url").asText());
    }
    annotate(node, like);
  }

  private static void annotate(ObjectNode node, JsonNode like) {
    if (like.path("annotations").isObject()) {
      node.set("annotations", like.path("annotations"));
    }
  }
}
