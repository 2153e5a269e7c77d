package dev.uproute.channel;

import dev.uproute.deliver.Channels;
import dev.uproute.deliver.Message;
import dev.uproute.deliver.MessageLine;
import dev.uproute.text.Times;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Our own contract for programs: everything of a message as JSON, with an id that stays the same
 * when it is sent again, signed when the channel has a {@code secret}. Thread-safe.
 */
public final class Webhook {
  private final Channels channels;

  public Webhook(Channels channels) {
    this.channels = channels;
  }

  /** The request that posts a message to the {@code url} of its channel. */
  public Post post(Message message, String text) {
    String channel = message.channel();
    Post post =
        Post.json(
            Post.address(channel, RequiredSetting.setting(channels, channel, "url")),
            Map.of("Idempotency-Key", message.id()),
            body(message, text));
    Map<String, String> headers = new HashMap<>(post.headers());
    headers.putAll(AuthorizationHeader.of(channels, channel));
    String secret = channels.setting(channel, "secret");
    if (secret != null) {
      headers.put("X-Uproute-Signature", "sha256=" + signature(secret, post.body()));
    }
    return new Post(post.address(), post.type(), Map.copyOf(headers), post.body(), null);
  }

  private static Map<String, Object> body(Message message, String text) {
    TitleAndText parts = TitleAndText.of(text);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("id", message.id());
    body.put("at", Times.iso(message.at()));
    body.put("severity", message.severity().word());
    body.put("title", parts.title());
    body.put("text", parts.rest());
    body.put("source", message.source());
    body.put("link", message.link());
    body.put("events", message.lines().stream().map(Webhook::event).toList());
    return body;
  }

  private static Map<String, Object> event(MessageLine line) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", line.event().word());
    event.put("service", line.service());
    event.put("name", line.name());
    event.put("site", line.site());
    event.put("url", line.url());
    event.put("link", line.link());
    event.put("from", line.from().word());
    event.put("to", line.to().word());
    event.put("since", Times.iso(line.since()));
    event.put("until", Times.iso(line.until()));
    event.put("reason", line.reason());
    event.put("tags", line.tags());
    return event;
  }

  private static String signature(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }
}
