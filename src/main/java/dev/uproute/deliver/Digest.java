package dev.uproute.deliver;

import dev.uproute.deliver.ServiceDigest.Change;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a channel is notified next, and when. Pure: the same rows at the same time give the same
 * answer. Times are of the monotonic clock.
 *
 * <ol>
 *   <li>what was sent before a crash is sent again as it was, under the same id;
 *   <li>of each service is notified what {@link ServiceDigest} leaves;
 *   <li>the message leaves when its {@link RateLimit} allows.
 * </ol>
 */
final class Digest {
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private final Instant now;
  private final List<Change> changes = new ArrayList<>();
  private final List<List<PendingDelivery>> lines = new ArrayList<>();
  private Instant next;
  private boolean ready;

  private Digest(Instant now) {
    this.now = now;
  }

  /**
   * @param lines what to notify now, the rows of each line in order; empty = nothing
   * @param changes what becomes of other rows
   * @param next when to judge again; null = when a further event comes
   */
  record Answer(List<List<PendingDelivery>> lines, List<Change> changes, Instant next) {}

  /**
   * @param rows all that is not done, oldest first
   * @param notified what the channel was last notified of a service; null when of nothing
   * @param sends when its messages of the last hour left, newest first
   * @param silence the reason why a flip is held now, or null
   */
  static Answer of(
      ChannelState state,
      List<PendingDelivery> rows,
      Function<String, Event> notified,
      List<Instant> sends,
      RateLimit rateLimit,
      Function<Flip, String> silence,
      Instant now) {
    Digest gathering = new Digest(now);
    if (state.off()) {
      rows.forEach(row -> gathering.changes.add(new Change(row.id(), "dead", state.reason())));
    } else if (state.notBefore() != null && state.notBefore().isAfter(now)) {
      gathering.next = state.notBefore();
      // what waits must not grow meanwhile
      gathering.alive(state, rows, notified);
    } else if (!gathering.crashed(rows)) {
      List<PendingDelivery> alive = gathering.alive(state, rows, notified);
      gathering.gather(alive, notified, silence);
      gathering.again(alive);
      gathering.time(sends, rateLimit);
    }
    return new Answer(
        gathering.ready ? gathering.lines : List.of(), gathering.changes, gathering.next);
  }

  private boolean crashed(List<PendingDelivery> rows) {
    String message =
        rows.stream().map(PendingDelivery::message).filter(m -> m != null).findFirst().orElse(null);
    if (message == null) {
      return false;
    }
    split(rows.stream().filter(row -> message.equals(row.message())).toList())
        .forEach((key, line) -> lines.add(line));
    ready = true;
    return true;
  }

  private List<PendingDelivery> alive(
      ChannelState state, List<PendingDelivery> rows, Function<String, Event> notified) {
    List<Change> dead = DeadLetters.of(state, rows, id -> trouble(notified.apply(id)), now);
    if (dead.isEmpty()) {
      return rows;
    }
    changes.addAll(dead);
    Set<Long> ids = dead.stream().map(Change::id).collect(Collectors.toSet());
    return rows.stream().filter(row -> !ids.contains(row.id())).toList();
  }

  private static boolean trouble(Event last) {
    return last != null && last != Event.UP;
  }

  private void gather(
      List<PendingDelivery> rows,
      Function<String, Event> notified,
      Function<Flip, String> silence) {
    split(rows)
        .forEach(
            (key, group) -> {
              PendingDelivery first = group.getFirst();
              List<PendingDelivery> line =
                  first.forced()
                      ? group
                      : ServiceDigest.judge(
                          group, notified.apply(first.flip().service()), silence, changes);
              if (!line.isEmpty()) {
                lines.add(List.copyOf(line));
              }
            });
  }

  /** Turns of a service belong together; everything else stands alone. */
  static Map<Object, List<PendingDelivery>> split(List<PendingDelivery> rows) {
    Map<Object, List<PendingDelivery>> groups = new LinkedHashMap<>();
    for (PendingDelivery row : rows) {
      boolean alone = row.forced() || row.flip().service() == null || !row.flip().event().lasts();
      Object key = alone ? row.id() : row.flip().service();
      groups.computeIfAbsent(key, k -> new ArrayList<>()).add(row);
    }
    return groups;
  }

  /** What is held is judged again soon. */
  private void again(List<PendingDelivery> alive) {
    Set<Long> settled = new HashSet<>();
    lines.forEach(line -> line.forEach(row -> settled.add(row.id())));
    changes.stream().filter(c -> !c.state().equals("held")).forEach(c -> settled.add(c.id()));
    if (alive.stream().anyMatch(row -> !settled.contains(row.id()))) {
      next = now.plus(AGAIN);
    }
  }

  private void time(List<Instant> sends, RateLimit rateLimit) {
    if (lines.isEmpty()) {
      return;
    }
    List<Instant> stored = lines.stream().flatMap(List::stream).map(PendingDelivery::at).toList();
    Instant due = rateLimit.due(stored, sends);
    ready = !due.isAfter(now);
    if (!ready) {
      next = next == null ? due : RateLimit.earlier(next, due);
    }
  }
}
