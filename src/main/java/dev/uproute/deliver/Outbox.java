package dev.uproute.deliver;

import dev.uproute.record.Event;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses which events a channel is notified of now. Thread-safe. */
public final class Outbox {
  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  private final Channels channels;
  private final Services services;
  private final Silence silence;
  private final Messages messages;
  private volatile RateLimit rateLimit;
  private final DeliveryTimes times;

  /**
   * @param gather a message waits until nothing new came for this long
   * @param mostPerHour messages of one channel in an hour, from 1
   * @param source how this monitor calls itself; {@code none} = the name of the machine
   * @param link address of the status page; {@code none} when there is none
   * @param acknowledge links by which an outage is acknowledged
   */
  public Outbox(
      Channels channels,
      Services services,
      Silence silence,
      DeliveryTimes times,
      Duration gather,
      int mostPerHour,
      String source,
      String link,
      AcknowledgeLinks acknowledge) {
    this.channels = channels;
    this.services = services;
    this.silence = silence;
    this.times = times;
    this.rateLimit = new RateLimit(gather, mostPerHour);
    this.messages = new Messages(source, link, acknowledge);
  }

  /** Other limits from now on, as in the constructor. */
  public void limit(Duration gather, int mostPerHour) {
    rateLimit = new RateLimit(gather, mostPerHour);
  }

  /** The parameters of upsert-channel.sql, claim-channel.sql and what follows on them. */
  public Map<String, Object> parameters(String channel) {
    Instant now = times.now().wall();
    return Map.of(
        "channel", channel,
        "hash", channels.get(channel).hash(),
        "token", UUID.randomUUID().toString(),
        "now", now.toEpochMilli(),
        "until", now.plus(DeliveryTimes.LEASE).toEpochMilli(),
        "hour", now.minus(Duration.ofHours(1)).toEpochMilli());
  }

  /**
   * Another's claim that ends now; empty when there is none.
   *
   * @param state the row of select-channel.sql
   */
  public String abandoned(String channel, Map<String, Object> state) {
    return times.abandoned(channel, state);
  }

  /**
   * Decides which events a channel is notified of now.
   *
   * @param parameters as {@link #parameters} made them
   * @param state the row of select-channel.sql
   * @param waiting the rows of select-pending.sql
   * @param notified the rows of select-sent.sql
   * @param sends the rows of select-sends.sql
   */
  public Claim claim(
      Map<String, Object> parameters,
      Map<String, Object> state,
      List<Map<String, Object>> waiting,
      List<Map<String, Object>> notified,
      List<Map<String, Object>> sends) {
    Channel channel = channels.get((String) parameters.get("channel"));
    Map<String, Service> watched = new HashMap<>();
    services.current().forEach(service -> watched.put(service.id(), service));
    DeliveryTimes.Now now = times.now();
    ChannelState channelState = times.state(channel.name(), state);
    Digest.Answer answer =
        Digest.of(
            channelState,
            times.waiting(channel.name(), waiting),
            last(channel, notified),
            times.sends(channel.name(), sends),
            rateLimit,
            flip -> silence.reason(flip, watched.get(flip.service())),
            now.monotonic());
    say(channel, answer);
    boolean any = !answer.lines().isEmpty();
    return new Claim(
        channel,
        (String) parameters.get("token"),
        channelState,
        any ? messages.of(channel.name(), answer.lines(), watched::get, now.wall()) : null,
        answer.lines().stream().flatMap(List::stream).map(PendingDelivery::id).toList(),
        answer.changes(),
        due(answer.next(), now));
  }

  /**
   * When a channel is due again.
   *
   * @param next on the monotonic clock; null = when something new waits
   */
  private static DeliveryTimes.Now due(Instant next, DeliveryTimes.Now now) {
    Duration wait = next == null ? DueChannels.LATEST : Duration.between(now.monotonic(), next);
    return now.plus(wait.compareTo(DueChannels.LATEST) > 0 ? DueChannels.LATEST : wait);
  }

  /** Now, on the monotonic clock. */
  Instant now() {
    return times.now().monotonic();
  }

  /**
   * Lets the message of a claim begin with how much was given up since the last one.
   *
   * @param unreported the row of select-unreported.sql, of one or more
   */
  public Claim withGivenUp(Claim claim, Map<String, Object> unreported) {
    return claim.with(messages.beginning(claim.message(), DeadLetters.sentence(unreported)));
  }

  /**
   * What was last notified; a channel that gets recoveries alone counts as notified of the rest.
   */
  private static Function<String, Event> last(Channel channel, List<Map<String, Object>> notified) {
    Map<String, Event> last = new HashMap<>();
    notified.forEach(row -> last.put((String) row.get("id"), Event.of((String) row.get("event"))));
    return channel.getsTrouble() ? last::get : _ -> Event.FLAPPING;
  }

  /** A message that only says that the channel works. */
  public Message test(String channel) {
    return messages.test(channels.get(channel).name(), times.now().wall());
  }

  /** Logs what is given up, because it is not notified. */
  private static void say(Channel channel, Digest.Answer answer) {
    List<ServiceDigest.Change> dead =
        answer.changes().stream().filter(change -> change.state().equals("dead")).toList();
    if (!dead.isEmpty()) {
      LOG.warn(
          "{} for the alert channel {} given up: {}",
          Words.count(dead.size(), "alert"),
          channel.name(),
          dead.getFirst().reason());
    }
  }
}
