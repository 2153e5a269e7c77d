package dev.uproute.channel;

import dev.uproute.deliver.Channels;
import dev.uproute.deliver.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Microsoft Teams: one adaptive card to the webhook of a workflow. Thread-safe. */
public final class Teams {
  private static final String MARKDOWN = "\\*_`[]()#<>~|";

  private final Channels channels;

  public Teams(Channels channels) {
    this.channels = channels;
  }

  /** The request that posts a text to the {@code url} of its channel, below 28 kB. */
  public Post post(Message message, String text) {
    TitleAndText parts = TitleAndText.of(text);
    List<Map<String, Object>> blocks = new ArrayList<>();
    Map<String, Object> title = new HashMap<>(block(Fit.chars(parts.title(), 500)));
    title.put("size", "Medium");
    title.put("weight", "Bolder");
    title.put("color", colour(MessageStyle.of(message)));
    blocks.add(title);
    Fit.bytes(parts.rest(), 10_000)
        .lines()
        .filter(line -> !line.isBlank())
        .forEach(line -> blocks.add(block(line)));
    Map<String, Object> card = new HashMap<>();
    card.put("$schema", "http://adaptivecards.io/schemas/adaptive-card.json");
    card.put("type", "AdaptiveCard");
    card.put("version", "1.4");
    card.put("body", blocks);
    if (message.link() != null) {
      card.put(
          "actions",
          List.of(Map.of("type", "Action.OpenUrl", "title", "Status page", "url", message.link())));
    }
    Map<String, Object> attachment = new HashMap<>();
    attachment.put("contentType", "application/vnd.microsoft.card.adaptive");
    attachment.put("contentUrl", null);
    attachment.put("content", card);
    return Post.json(
        Post.address(
            message.channel(), RequiredSetting.setting(channels, message.channel(), "url")),
        Map.of(),
        Map.of("type", "message", "attachments", List.of(attachment)));
  }

  private static Map<String, Object> block(String line) {
    String text =
        Fit.chars(line, 4_000, piece -> Fit.link(piece) ? piece : Fit.marked(piece, MARKDOWN));
    return Map.of("type", "TextBlock", "text", text, "wrap", true);
  }

  private static String colour(MessageStyle paint) {
    return switch (paint) {
      case DOWN -> "Attention";
      case TROUBLE -> "Warning";
      case GOOD -> "Good";
      case PLAIN -> "Default";
    };
  }
}
