package dev.uproute.channel;

import dev.uproute.deliver.Channels;
import dev.uproute.deliver.Message;
import dev.uproute.record.Severity;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Pushover: one message to a {@code user} or group by an application's {@code token}. Thread-safe.
 */
public final class Pushover {
  private static final String SERVER = "https://api.pushover.net";

  private final Channels channels;

  public Pushover(Channels channels) {
    this.channels = channels;
  }

  /**
   * The request that sends a text. What escalated has priority 1, or 2 where {@code priority} says
   * so: then it rings each minute for an hour until somebody answers.
   */
  public Post post(Message message, String text) {
    String channel = message.channel();
    TitleAndText parts = TitleAndText.of(text);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("token", RequiredSetting.setting(channels, channel, "token"));
    body.put("user", RequiredSetting.setting(channels, channel, "user"));
    body.put("title", Fit.chars(parts.title(), 250));
    body.put("message", Fit.bytes(parts.rest().isEmpty() ? parts.title() : parts.rest(), 1_024));
    body.put("timestamp", message.at().getEpochSecond());
    body.put("priority", 0);
    if (message.severity() == Severity.CRITICAL) {
      boolean rings = "2".equals(channels.setting(channel, "priority"));
      body.put("priority", rings ? 2 : 1);
      if (rings) {
        body.put("retry", 60);
        body.put("expire", 3_600);
      }
    }
    if (message.link() != null && message.link().length() <= 512) {
      body.put("url", message.link());
    }
    String server = channels.setting(channel, "url");
    URI root = Post.address(channel, server == null ? SERVER : server);
    return Post.json(Post.below(root, "/1/messages.json"), Map.of(), body)
        .blaming("application token is|user (identifier|key) is|account is");
  }
}
