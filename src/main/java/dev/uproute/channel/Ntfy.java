package dev.uproute.channel;

import dev.uproute.alert.Channels;
import dev.uproute.alert.Message;
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
    URI url = Post.address(channel, Needed.setting(channels, channel, "url"));
    String path = url.getPath().replaceFirst("/+$", "");
    int topic = path.lastIndexOf('/') + 1;
    Parts parts = Parts.of(text);
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
    return Post.json(url.resolve(root.isEmpty() ? "/" : root), Login.of(channels, channel), body);
  }
}
