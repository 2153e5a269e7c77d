package dev.uproute.deliver;

import dev.uproute.service.MonotonicClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When each channel's deliveries are looked at: at the start, when there is news, at a moment that
 * was asked for, and every 30 s for what another process changed. In memory, so nothing is read
 * while nothing waits. A channel is looked at by one thread at a time. Thread-safe.
 */
public final class DeliverySchedule {
  /** Ticks between two looks without any cause; counted, so that no clock can prevent one. */
  private static final int TICKS = 120;

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final Channels channels;
  private final MonotonicClock clock;
  private final Map<String, Instant> next = new HashMap<>();
  private final Set<String> busy = new HashSet<>();
  private int ticks;

  public DeliverySchedule(Channels channels, MonotonicClock clock) {
    this.channels = channels;
    this.clock = clock;
  }

  /** The channels to look at now; none of them is named again before it is {@link #done}. */
  public synchronized List<String> due() {
    if (ticks++ % TICKS == 0) {
      wake();
    }
    Instant now = clock.instant();
    List<String> due = new ArrayList<>();
    next.forEach(
        (channel, at) -> {
          if (!at.isAfter(now) && busy.add(channel)) {
            due.add(channel);
          }
        });
    due.forEach(next::remove);
    return due;
  }

  /** Something waits, or may. */
  public synchronized void wake() {
    channels.all().forEach(channel -> next.put(channel.name(), Instant.MIN));
  }

  /**
   * Looks again when the claim says so.
   *
   * @param claim null when another instance has the channel, or one that died had it
   */
  public void claimed(String channel, Claim claim) {
    at(channel, claim == null ? clock.instant().plus(PATIENCE) : claim.next());
  }

  /** Looks again: more may wait, for this channel or, with a notice, for others. */
  public void marked(Outcome outcome) {
    Instant pause = outcome.state().notBefore();
    at(outcome.claim().channel().name(), pause == null ? Instant.MIN : pause);
    if (outcome.notice() != null) {
      wake();
    }
  }

  private synchronized void at(String channel, Instant moment) {
    if (moment != null) {
      next.merge(channel, moment, (a, b) -> a.isBefore(b) ? a : b);
    }
  }

  /** Nobody is at this channel any more. */
  public synchronized void done(String channel) {
    busy.remove(channel);
  }
}
