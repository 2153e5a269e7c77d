package dev.uproute.deliver;

import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What waits to be notified of one service on one channel, and what becomes of it. The turns up to
 * the last recovery are over, those after it go on:
 *
 * <ol>
 *   <li>what was held, and is followed by a flip that states anew how the service is, is
 *       suppressed, and so is that flip where the channel was notified the same before;
 *   <li>a recovery is notified when its outage was notified, or waits to be notified: then both are
 *       one;
 *   <li>a recovery of what was never notified is suppressed, and so is an outage that was held all
 *       the time and is over;
 *   <li>what is left is held as long as there is a reason for that.
 * </ol>
 *
 * Not thread-safe.
 */
final class ServiceDigest {
  private final Event last;
  private final Function<Flip, String> silence;
  private final List<Change> changes;
  private final List<PendingDelivery> notified = new ArrayList<>();

  /** What a row becomes: {@code waiting}, {@code held}, {@code suppressed} or {@code dead}. */
  record Change(long id, String state, String reason) {}

  private ServiceDigest(Event last, Function<Flip, String> silence, List<Change> changes) {
    this.last = last;
    this.silence = silence;
    this.changes = changes;
  }

  /**
   * The rows that are to be notified together, in order; what is to become of the others is added
   * to the changes.
   *
   * @param last what the channel was last notified of the service; null when of nothing
   * @param silence the reason why a flip is held now, or null
   */
  static List<PendingDelivery> judge(
      List<PendingDelivery> all, Event last, Function<Flip, String> silence, List<Change> changes) {
    ServiceDigest episode = new ServiceDigest(last, silence, changes);
    List<PendingDelivery> rows = episode.stated(all);
    int over = 0;
    for (int i = 0; i < rows.size(); i++) {
      over = rows.get(i).flip().event() == Event.UP ? i + 1 : over;
    }
    if (over > 0) {
      episode.ended(rows.subList(0, over));
    }
    if (over < rows.size()) {
      episode.sendOrHold(rows.subList(over, rows.size()));
    }
    return episode.notified;
  }

  /** What is left where a flip states anew how the service is. */
  private List<PendingDelivery> stated(List<PendingDelivery> rows) {
    int at = rows.size() - 1;
    while (at >= 0 && !rows.get(at).flip().restates()) {
      at--;
    }
    List<PendingDelivery> left = new ArrayList<>();
    for (int i = 0; i < rows.size(); i++) {
      PendingDelivery row = rows.get(i);
      if (i < at && row.held()) {
        suppress(row, row.reason() + "; it was checked anew afterwards");
      } else if (at >= 0 && i >= at && left.isEmpty() && repeats(row.flip().event())) {
        suppress(row, "the same was notified before");
      } else {
        left.add(row);
      }
    }
    return left;
  }

  private boolean repeats(Event event) {
    return event == last && event != Event.UP || event == Event.DOWN && last == Event.ESCALATED;
  }

  private void ended(List<PendingDelivery> rows) {
    List<PendingDelivery> troubles =
        rows.stream().filter(r -> r.flip().event() != Event.UP).toList();
    boolean known = last != null && last != Event.UP;
    if (!known && troubles.isEmpty()) {
      rows.forEach(row -> suppress(row, "that it was down was never told here"));
    } else if (!known && troubles.stream().allMatch(row -> reason(row) != null)) {
      String reason = reason(troubles.getFirst());
      rows.forEach(row -> suppress(row, reason + "; it recovered meanwhile"));
    } else {
      sendOrHold(rows);
    }
  }

  /** Why it was held when it was last judged, or would be now. */
  private String reason(PendingDelivery row) {
    return row.held() ? row.reason() : silence.apply(row.flip());
  }

  private void sendOrHold(List<PendingDelivery> rows) {
    String reason = silence.apply(rows.getLast().flip());
    if (reason == null) {
      send(rows);
      return;
    }
    for (PendingDelivery row : rows) {
      if (!row.held() || !reason.equals(row.reason())) {
        changes.add(new Change(row.id(), "held", reason));
      }
    }
  }

  private void send(List<PendingDelivery> rows) {
    for (PendingDelivery row : rows) {
      if (row.held()) {
        changes.add(new Change(row.id(), "waiting", null));
      }
      notified.add(row);
    }
  }

  private void suppress(PendingDelivery row, String reason) {
    changes.add(new Change(row.id(), "suppressed", reason));
  }
}
