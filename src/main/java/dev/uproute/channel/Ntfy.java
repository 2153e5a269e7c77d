package dev.uproute.channel;

import dev.uproute.deliver.Channels;
import dev.uproute.deliver.Message;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/** ntfy: JSON to the root of the server, the topic is the last part of {@code url}. Thread-safe. */
public final class Ntfy {
  private final Channels channels;

  public Ntfy(Channels channels) {
    this.channels = channels;
  }

  /** The request that publishes a text, more urgent the worse it is. */
  public Post post(Message message, String text) {
    String channel = message.channel();
    URI url = Post.address(channel, RequiredSetting.setting(channels, channel, "url"));
    String path = url.getPath().replaceFirst("/+$", "");
    int topic = path.lastIndexOf('/') + 1;
    TitleAndText parts = TitleAndText.of(text);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("topic", path.substring(topic));
    body.put("title", Fit.bytes(parts.title(), 1_000));
    body.put("message", Fit.bytes(parts.rest().isEmpty() ? parts.title() : parts.rest(), 4_096));
    body.put(
        "priority",
        switch (message.severity()) {
          case INFO -> 3;
          case WARNING -> 4;
          case CRITICAL -> 5;
        });
    if (message.link() != null) {
      body.put("click", message.link());
    }
    String root = path.substring(0, topic);
    return Post.json(
        url.resolve(root.isEmpty() ? "/" : root), AuthorizationHeader.of(channels, channel), body);
  }
}
