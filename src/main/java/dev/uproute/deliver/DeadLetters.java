package dev.uproute.deliver;

import dev.uproute.deliver.ServiceDigest.Change;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What nobody will be notified of, because the channel was away for too long. Times are of the
 * monotonic clock, so a day is one of this run. Pure.
 *
 * <ol>
 *   <li>what was tried for a day;
 *   <li>when more than 10,000 are left, what began and ended while the channel was away, the oldest
 *       outage first; the end of one that was notified stays;
 *   <li>if that is not enough, the oldest of all.
 * </ol>
 *
 * A message whose fate nobody knows is not given up: it goes again.
 */
final class DeadLetters {
  /** Rows kept for a channel. */
  static final int MOST = 10_000;

  private static final Duration PATIENCE = Duration.ofHours(24);

  private DeadLetters() {}

  /**
   * The rows that are dead now.
   *
   * @param rows all that waits, oldest first
   * @param notified whether the channel was last notified that a service is in trouble
   */
  static List<Change> of(
      ChannelState state, List<PendingDelivery> rows, Predicate<String> notified, Instant now) {
    List<Change> dead = new ArrayList<>();
    List<PendingDelivery> left = new ArrayList<>();
    for (PendingDelivery row : rows) {
      if (row.message() == null && tried(state, row, now).compareTo(PATIENCE) > 0) {
        dead.add(new Change(row.id(), "dead", state.reason()));
      } else if (row.message() == null) {
        left.add(row);
      }
    }
    for (Long id : surplus(left, notified)) {
      dead.add(new Change(id, "dead", "more than 10,000 waited"));
    }
    return dead;
  }

  /** What a message begins with; of a row of select-unreported.sql. */
  static String sentence(Map<String, Object> unreported) {
    long count = PendingDelivery.number(unreported, "changes");
    boolean one = PendingDelivery.number(unreported, "reasons") == 1;
    return Words.count(count, "more change")
        + (count == 1 ? " was given up and is not listed" : " were given up and are not listed")
        + (one ? ": " + unreported.get("reason") : "");
  }

  private static Duration tried(ChannelState state, PendingDelivery row, Instant now) {
    return row.held() || state.since() == null
        ? Duration.ZERO
        : Duration.between(RateLimit.later(state.since(), row.at()), now);
  }

  private static Set<Long> surplus(List<PendingDelivery> rows, Predicate<String> notified) {
    int surplus = rows.size() - MOST;
    Set<Long> goes = new HashSet<>();
    Map<Object, List<PendingDelivery>> groups = surplus > 0 ? Digest.split(rows) : Map.of();
    for (List<PendingDelivery> group : groups.values()) {
      Flip last = group.getLast().flip();
      if (goes.size() < surplus && last.event() == Event.UP) {
        int end = notified.test(last.service()) ? group.size() - 1 : group.size();
        group.subList(0, end).forEach(row -> goes.add(row.id()));
      }
    }
    for (int i = 0; i < rows.size() && goes.size() < surplus; i++) {
      goes.add(rows.get(i).id());
    }
    return goes;
  }
}
