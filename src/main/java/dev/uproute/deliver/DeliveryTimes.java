package dev.uproute.deliver;

import dev.uproute.service.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When things happened on each channel, on the monotonic clock. The database holds the times of the
 * wall clock, which may be set in between; what this run wrote or saw is remembered here, so a
 * stored time is only used the first time it is seen, and never for longer than what it bounds may
 * last. Thread-safe.
 */
public final class DeliveryTimes {
  /** Longer than any send may take; who holds a channel for longer is taken for dead. */
  static final Duration LEASE = Duration.ofSeconds(30);

  private static final Duration HOUR = Duration.ofHours(1);

  private final MonotonicClock clock;
  private final InstantSource wall;
  private final Map<String, Known> channels = new HashMap<>();

  /** What is known of one channel. */
  private static final class Known {
    // by id of the delivery, and of the message
    private final Map<Long, Instant> stored = new HashMap<>();
    private final Map<String, Instant> sent = new HashMap<>();
    private final Stamp notBefore = new Stamp();
    private final Stamp since = new Stamp();
    private String claim;
    private Instant claimed;
  }

  /** A time as it is stored, and when that is on the monotonic clock. */
  private static final class Stamp {
    private Instant stored;
    private Instant monotonic;

    private void set(Instant wall, Instant time) {
      stored = wall;
      monotonic = time;
    }
  }

  public DeliveryTimes(MonotonicClock clock, InstantSource wall) {
    this.clock = clock;
    this.wall = wall;
  }

  /** Now, on both clocks. */
  Now now() {
    return new Now(wall.instant(), clock.instant());
  }

  /**
   * How the channel fares.
   *
   * @param row of select-channel.sql, before it is claimed
   */
  synchronized ChannelState state(String channel, Map<String, Object> row) {
    Known known = known(channel);
    Instant notBefore = PendingDelivery.instant(row, "not_before");
    if (notBefore != null && !notBefore.equals(known.notBefore.stored)) {
      known.notBefore.set(
          notBefore, notBefore(notBefore, PendingDelivery.instant(row, "claimed_until")));
    }
    Instant since = PendingDelivery.instant(row, "since");
    if (since != null && !since.equals(known.since.stored)) {
      known.since.set(since, clock.since(since, wall.instant(), Outcome.NOTIFIED_AFTER));
    }
    return new ChannelState(
        notBefore == null ? null : known.notBefore.monotonic,
        (int) PendingDelivery.number(row, "failures"),
        since == null ? null : known.since.monotonic,
        row.get("state").equals("off"),
        PendingDelivery.number(row, "told") == 1,
        (String) row.get("reason"));
  }

  /** A wall clock that is behind the last claim of the channel was put back: the pause is over. */
  private Instant notBefore(Instant stored, Instant claimedUntil) {
    Instant now = wall.instant();
    boolean back = claimedUntil != null && now.isBefore(claimedUntil.minus(LEASE));
    return back ? clock.instant() : clock.until(stored, now, Outcome.MOST_ASKED);
  }

  /**
   * The claim of another instance that stayed for a whole lease while we watched it, or was there
   * when this instance started alone; empty when there is none, because the instance that holds the
   * channel may still run.
   *
   * @param row of select-channel.sql, before it is claimed
   */
  synchronized String abandoned(String channel, Map<String, Object> row) {
    Known known = known(channel);
    String claim = (String) row.get("claimed_by");
    if (claim == null || !claim.equals(known.claim)) {
      known.claim = claim;
      known.claimed = clock.instant();
      return "";
    }
    return clock.instant().isBefore(known.claimed.plus(LEASE)) ? "" : claim;
  }

  /** The rows of select-pending.sql with the times at which they were stored. */
  synchronized List<PendingDelivery> waiting(String channel, List<Map<String, Object>> rows) {
    Map<Long, Instant> stored = known(channel).stored;
    Instant now = wall.instant();
    List<PendingDelivery> waiting = rows.stream().map(PendingDelivery::of).toList();
    Set<Long> ids = new HashSet<>();
    waiting.forEach(row -> ids.add(row.id()));
    stored.keySet().retainAll(ids);
    return waiting.stream()
        .map(
            row ->
                row.storedAt(
                    stored.computeIfAbsent(
                        row.id(), _ -> clock.since(row.at(), now, RateLimit.LONGEST))))
        .toList();
  }

  /**
   * When the messages of the last hour left, newest first.
   *
   * @param rows of select-sends.sql
   */
  synchronized List<Instant> sends(String channel, List<Map<String, Object>> rows) {
    Map<String, Instant> sent = known(channel).sent;
    Instant now = wall.instant();
    for (Map<String, Object> row : rows) {
      sent.computeIfAbsent(
          (String) row.get("message"),
          _ -> clock.since(PendingDelivery.instant(row, "sent_at"), now, HOUR));
    }
    Instant hour = clock.instant().minus(HOUR);
    sent.values().removeIf(at -> !at.isAfter(hour));
    return sent.values().stream().sorted((a, b) -> b.compareTo(a)).toList();
  }

  /** Notes what became of a message. */
  synchronized void note(Outcome outcome) {
    Known known = known(outcome.claim().channel().name());
    if (outcome.word().equals("sent")) {
      known.sent.put(outcome.claim().message().id(), outcome.now().monotonic());
    }
    known.notBefore.set(outcome.wall(outcome.state().notBefore()), outcome.state().notBefore());
    known.since.set(outcome.wall(outcome.state().since()), outcome.state().since());
  }

  private Known known(String channel) {
    return channels.computeIfAbsent(channel, _ -> new Known());
  }

  /**
   * A time on both clocks.
   *
   * @param wall to be shown and stored
   * @param monotonic to be compared with others of this run
   */
  record Now(Instant wall, Instant monotonic) {
    /** The time so much later. */
    Now plus(Duration time) {
      return new Now(wall.plus(time), monotonic.plus(time));
    }
  }
}
