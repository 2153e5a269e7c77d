package dev.uproute.deliver;

import dev.uproute.deliver.DeliveryTimes.Now;
import dev.uproute.deliver.ServiceDigest.Change;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What waits for a channel, decided: what is sent now, and what becomes of the rest.
 *
 * @param token belongs to this claim alone: nobody else's answer counts
 * @param state how the channel fared before
 * @param message null when there is nothing to send now
 * @param sent keys of the deliveries in the message
 * @param changes of other deliveries
 * @param due when the channel is due again if there is no message
 */
public record Claim(
    Channel channel,
    String token,
    ChannelState state,
    Message message,
    List<Long> sent,
    List<Change> changes,
    Now due) {

  /** The same with another message about the same rows. */
  Claim with(Message other) {
    return new Claim(channel, token, state, other, sent, changes, due);
  }

  /** Whether there is a message. */
  public boolean any() {
    return message != null;
  }

  /** The parameters of release-channel.sql. */
  public Map<String, Object> releaseRow() {
    return Map.of("channel", channel.name(), "token", token, "due", due.wall().toEpochMilli());
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
