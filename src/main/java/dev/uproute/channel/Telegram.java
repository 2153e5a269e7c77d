package dev.uproute.channel;

import dev.uproute.deliver.Channels;
import dev.uproute.deliver.Message;
import dev.uproute.deliver.Refused;
import dev.uproute.record.Severity;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bots of Telegram: one message of HTML to the {@code chat} of a channel. Thread-safe. */
public final class Telegram {
  private static final Logger LOG = LoggerFactory.getLogger(Telegram.class);

  private final Channels channels;

  /** Where a group went that became a supergroup, by channel. */
  private final Map<String, Long> moved = new ConcurrentHashMap<>();

  public Telegram(Channels channels) {
    this.channels = channels;
  }

  /** The request that sends a text, silently unless something is wrong. */
  public Post post(Message message, String text) {
    String channel = message.channel();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("chat_id", chat(channel));
    body.put("text", html(text));
    body.put("parse_mode", "HTML");
    body.put("disable_notification", message.severity() == Severity.INFO);
    body.put("link_preview_options", Map.of("is_disabled", true));
    String thread = channels.setting(channel, "thread");
    if (thread != null) {
      body.put("message_thread_id", Long.valueOf(thread));
    }
    URI root = Post.address(channel, channels.needed(channel, "url"));
    String token = channels.needed(channel, "token");
    return Post.json(Post.below(root, "/bot" + token + "/sendMessage"), Map.of(), body)
        .blaming("chat not found|have no rights|not a member|topic|thread not found");
  }

  private Object chat(String channel) {
    String chat = channels.needed(channel, "chat");
    if (chat.startsWith("@")) {
      return chat;
    }
    return moved.getOrDefault(channel, Long.valueOf(chat));
  }

  /** At most 4096 characters once the escapes are read, which are never more than are written. */
  private static String html(String text) {
    TitleAndText parts = TitleAndText.of(text);
    String title = Fit.chars(parts.title(), 1_000, Fit::html);
    String rest = Fit.chars(parts.rest(), 3_000, Fit::html);
    return "<b>" + title + "</b>" + (rest.isEmpty() ? "" : "\n" + rest);
  }

  /**
   * Whether a group became a supergroup, so that the message has to go to its new number, which is
   * remembered for this run.
   */
  public boolean moved(String channel, HttpReply reply) {
    var to = Json.read(reply.body()).path("parameters").path("migrate_to_chat_id");
    if (reply.status() != 400 || !to.isIntegralNumber()) {
      return false;
    }
    Long before = moved.put(channel, to.asLong());
    if (before == null || before != to.asLong()) {
      LOG.warn(
          "The group of the alert channel {} has a new number, which is used: set"
              + " uproute.alert.{}.chat to {}",
          channel,
          channel,
          to.asLong());
    }
    return true;
  }

  /**
   * Passes every answer but one that names yet another number.
   *
   * @throws Refused LATER, so that the message goes there soon
   */
  public void settled(String channel, HttpReply reply) throws Refused {
    if (moved(channel, reply)) {
      String sentence = "the group has a new number, uproute.alert.%s.chat should be %d";
      throw new Refused(
          Refused.Kind.LATER,
          Duration.ofSeconds(1),
          sentence.formatted(channel, moved.get(channel)));
    }
  }
}
