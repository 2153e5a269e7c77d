package dev.uproute.alert;

import java.time.Instant;
import java.util.List;

/**
 * What one channel is told at once. Immutable; all texts are data and have to be escaped for the
 * receiver.
 *
 * @param id the same for the same flips on the same channel, so a receiver can tell a repetition
 * @param channel name of the channel
 * @param at when it was put together
 * @param severity the highest of its lines
 * @param lines one for each service and matter, in the order in which they began; at most 20
 * @param unnamed how many more lines there would be
 * @param source name of the machine this monitor runs on
 * @param link address of the status page; null when none is configured
 */
public record Message(
    String id,
    String channel,
    Instant at,
    Severity severity,
    List<Line> lines,
    int unnamed,
    String source,
    String link) {
  /** Most lines that are named in one message. */
  public static final int NAMED = 20;

  /** All that happened to what is named, line by line. */
  public List<Flip> flips() {
    return lines.stream().flatMap(line -> line.flips().stream()).toList();
  }
}
