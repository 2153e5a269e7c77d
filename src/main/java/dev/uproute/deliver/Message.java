package dev.uproute.deliver;

import dev.uproute.record.Flip;
import dev.uproute.record.Severity;
import java.time.Instant;
import java.util.List;

/**
 * What one channel is notified at once. Immutable; all texts are data and have to be escaped for
 * the receiver.
 *
 * @param id the same for the same flips on the same channel, so a receiver can recognize a
 *     repetition
 * @param channel name of the channel
 * @param at when it was put together
 * @param severity the highest of its lines
 * @param lines one for each service and matter, in the order in which they began; all of them,
 *     because a receiver that keeps incidents must be notified of each
 * @param source name of the machine this monitor runs on
 * @param link address of the status page; null when none is configured
 */
public record Message(
    String id,
    String channel,
    Instant at,
    Severity severity,
    List<MessageLine> lines,
    String source,
    String link) {
  /** Most lines that are named in a text. */
  public static final int NAMED = 20;

  /** The lines a text for people names. */
  public List<MessageLine> named() {
    return lines.subList(0, Math.min(NAMED, lines.size()));
  }

  /** How many more lines there are. */
  public int unnamed() {
    return lines.size() - named().size();
  }

  /** One of the lines, for a receiver that is sent each alone. */
  public Message only(MessageLine line) {
    return new Message(id, channel, at, severity, List.of(line), source, link);
  }

  /** All that happened, line by line. */
  public List<Flip> flips() {
    return lines.stream().flatMap(line -> line.flips().stream()).toList();
  }
}
