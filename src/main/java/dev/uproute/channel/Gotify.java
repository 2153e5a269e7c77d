package dev.uproute.channel;

import dev.uproute.deliver.Channels;
import dev.uproute.deliver.Message;
import java.net.URI;
import java.util.Map;

/** Gotify: one message of plain text to the server at {@code url}. Thread-safe. */
public final class Gotify {
  private final Channels channels;

  public Gotify(Channels channels) {
    this.channels = channels;
  }

  /** The request that sends a text, more urgent the worse it is. */
  public Post post(Message message, String text) {
    String channel = message.channel();
    URI server = Post.address(channel, RequiredSetting.setting(channels, channel, "url"));
    TitleAndText parts = TitleAndText.of(text);
    int priority =
        switch (message.severity()) {
          case INFO -> 4;
          case WARNING -> 8;
          case CRITICAL -> 10;
        };
    return Post.json(
        Post.below(server, "/message"),
        Map.of("X-Gotify-Key", RequiredSetting.setting(channels, channel, "token")),
        Map.of(
            "title", Fit.chars(parts.title(), 500),
            "message", Fit.chars(parts.rest().isEmpty() ? parts.title() : parts.rest(), 10_000),
            "priority", priority));
  }
}
