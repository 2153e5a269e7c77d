package dev.uproute.channel;

import dev.uproute.deliver.Channels;
import dev.uproute.deliver.Message;
import dev.uproute.text.Times;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Discord webhooks: the title as content, the rest as one embed in the colour of the worst line. No
 * text can mention anybody; {@code mention} does on purpose. Thread-safe.
 */
public final class Discord {
  private static final String MARKDOWN = "\\*_~`|<>[]()#@";

  private final Channels channels;

  public Discord(Channels channels) {
    this.channels = channels;
  }

  /** The request that posts a text to the webhook {@code url} of its channel. */
  public Post post(Message message, String text) {
    TitleAndText parts = TitleAndText.of(text);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("username", "Uproute");
    String mention = mention(message, body);
    body.put("content", mention + Fit.chars(parts.title(), 1900, Discord::escaped));
    if (!parts.rest().isEmpty()) {
      Map<String, Object> embed = new LinkedHashMap<>();
      embed.put("description", Fit.chars(parts.rest(), 4096, Discord::escaped));
      embed.put("color", MessageStyle.of(message).rgb());
      embed.put("timestamp", Times.iso(message.at()));
      embed.put("footer", Map.of("text", Fit.chars("Uproute on " + message.source(), 300)));
      body.put("embeds", List.of(embed));
    }
    URI url =
        Post.address(
            message.channel(), RequiredSetting.setting(channels, message.channel(), "url"));
    return Post.json(waiting(url), Map.of(), body);
  }

  /** Asks for an answer that tells when the message was not saved. */
  private static URI waiting(URI url) {
    String query = url.getRawQuery();
    if (query != null && query.contains("wait=")) {
      return url;
    }
    String plain = url.toString().replaceFirst("#.*", "");
    return URI.create(plain + (query == null ? "?" : "&") + "wait=true");
  }

  /** What stands before the content, and who may be mentioned: a role, everyone, or nobody. */
  private String mention(Message message, Map<String, Object> body) {
    String who =
        MessageStyle.of(message) == MessageStyle.DOWN
            ? channels.setting(message.channel(), "mention")
            : null;
    if (who == null) {
      body.put("allowed_mentions", Map.of("parse", List.of()));
      return "";
    }
    if (who.equals("everyone")) {
      body.put("allowed_mentions", Map.of("parse", List.of("everyone")));
      return "@everyone ";
    }
    body.put("allowed_mentions", Map.of("parse", List.of(), "roles", List.of(who)));
    return "<@&" + who + "> ";
  }

  private static String escaped(String piece) {
    return Fit.link(piece) ? piece : Fit.marked(piece, MARKDOWN);
  }
}
