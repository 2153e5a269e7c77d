package dev.uproute.deliver;

import dev.uproute.deliver.ServiceDigest.Change;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * One look at what waits for a channel: what is sent now, and what becomes of the rest.
 *
 * @param token belongs to this look alone: nobody else's answer counts
 * @param state how the channel fared before
 * @param message null when there is nothing to send now
 * @param sent keys of the deliveries in the message
 * @param changes of other deliveries
 * @param next when to look again, on the monotonic clock, if there is no message; null = when there
 *     is news
 */
public record Claim(
    Channel channel,
    String token,
    ChannelState state,
    Message message,
    List<Long> sent,
    List<Change> changes,
    Instant next) {

  /** The same with another message about the same rows. */
  Claim with(Message other) {
    return new Claim(channel, token, state, other, sent, changes, next);
  }

  /** Whether there is a message. */
  public boolean any() {
    return message != null;
  }

  /** The rows of update-delivery.sql. */
  public List<List<Object>> changeRows() {
    return changes.stream()
        .map(change -> Arrays.<Object>asList(change.state(), change.reason(), change.id()))
        .toList();
  }

  /** The rows of update-message.sql. */
  public List<List<Object>> messageRows() {
    return sent.stream().map(id -> List.<Object>of(message.id(), id)).toList();
  }
}
