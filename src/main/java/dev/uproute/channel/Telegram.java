package dev.uproute.channel;

import dev.uproute.send.HttpReply;
import dev.uproute.send.Refused;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Remembers, for this run, the numbers of groups of Telegram that became supergroups. Thread-safe.
 */
public final class Telegram {
  private static final Logger LOG = LoggerFactory.getLogger(Telegram.class);

  /** By channel. */
  private final Map<String, Long> moved = new ConcurrentHashMap<>();

  /** Where the group of a channel went; null while it is where the setting says. */
  public Long chat(String channel) {
    return moved.get(channel);
  }

  /** Whether a group became a supergroup, so that the message has to go to its new number. */
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
  public void settled(String channel, HttpReply reply) {
    if (moved(channel, reply)) {
      String sentence = "the group has a new number, uproute.alert.%s.chat should be %d";
      throw new Refused(
          Refused.Kind.LATER,
          Duration.ofSeconds(1),
          sentence.formatted(channel, moved.get(channel)));
    }
  }
}
