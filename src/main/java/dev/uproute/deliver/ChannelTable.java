package dev.uproute.deliver;

import dev.uproute.check.Status;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.record.Streak;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The deliveries of one channel in memory, as the statements would read and write them: a row is
 * one of select-pending.sql. The id of a row that is in no database is negative. Not thread-safe.
 */
final class ChannelTable {
  /** Messages that are counted: more in an hour than any setting allows. */
  private static final int SENDS = 3600;

  /** What is stored came before what is not; ids in memory count down. */
  private static final Comparator<Map<String, Object>> ORDER =
      Comparator.<Map<String, Object>, Boolean>comparing(row -> id(row) < 0)
          .thenComparing(row -> Math.abs(id(row)));

  private final Map<Long, Map<String, Object>> rows = new LinkedHashMap<>();
  private final Map<String, String> notified = new HashMap<>();
  private final List<Map<String, Object>> sends = new ArrayList<>();
  private Map<String, Object> state = works();
  private boolean changed;

  /** On the monotonic clock; null = now. */
  private Instant due;

  private static Map<String, Object> works() {
    Map<String, Object> row = new HashMap<>();
    row.put("state", "ok");
    row.put("failures", 0);
    row.put("told", 0);
    return row;
  }

  /** What was read from the database; what was done in memory since is newer. */
  void read(
      Map<String, Object> channel,
      List<Map<String, Object>> waiting,
      List<Map<String, Object>> lastNotified,
      List<Map<String, Object>> sent) {
    waiting.forEach(row -> rows.putIfAbsent(id(row), new HashMap<>(row)));
    if (!changed) {
      lastNotified.forEach(row -> notified.put((String) row.get("id"), (String) row.get("event")));
      state = channel == null ? works() : new HashMap<>(channel);
      sends.clear();
      sends.addAll(sent);
    }
  }

  void add(long id, long flipId, Flip flip, String name, Instant at) {
    Map<String, Object> row = new HashMap<>();
    row.put("id", id);
    row.put("state", flip.suppressed() == null ? "waiting" : "suppressed");
    row.put("at", at.toEpochMilli());
    row.put("attempts", 0);
    row.put("reason", flip.suppressed());
    row.put("forced", 0);
    row.put("flip", flipId);
    row.put("service", flip.service());
    row.put("name", name);
    row.put("flip_at", flip.at().toEpochMilli());
    row.put("event", flip.event().word());
    row.put("from_status", flip.from().ordinal());
    row.put("to_status", flip.to().ordinal());
    row.put("since", flip.since() == null ? null : flip.since().toEpochMilli());
    row.put("why", flip.reason());
    rows.put(id, row);
    due = null;
  }

  /** Forgets the rows of flips that are in memory no more. */
  void keep(Set<Long> flips) {
    rows.values()
        .removeIf(row -> id(row) < 0 && !flips.contains(PendingDelivery.number(row, "flip")));
  }

  /** Whether its deliveries are due. */
  boolean due(Instant now) {
    return due == null || !due.isAfter(now);
  }

  Map<String, Object> state() {
    return state;
  }

  List<Map<String, Object>> waiting() {
    return rows.values().stream().filter(ChannelTable::waits).sorted(ORDER).toList();
  }

  private static boolean waits(Map<String, Object> row) {
    return row.get("state").equals("waiting") || row.get("state").equals("held");
  }

  /**
   * The rows of select-sent.sql. Of a service whose trouble began before anything was noted here,
   * the first row that waits says in which state it was.
   */
  List<Map<String, Object>> notified() {
    Map<String, String> last = new HashMap<>(notified);
    for (Map<String, Object> row : waiting()) {
      Flip flip = PendingDelivery.of(row).flip();
      boolean partial = flip.from() == Status.PARTIAL;
      String trouble = Streak.failing(flip.from()) ? "down" : partial ? "partial" : "degraded";
      if (flip.event().lasts() && flip.from().compareTo(Status.UP) > 0 && known(flip.from())) {
        last.putIfAbsent(flip.service(), trouble);
      }
    }
    return last.entrySet().stream()
        .map(entry -> Map.<String, Object>of("id", entry.getKey(), "event", entry.getValue()))
        .toList();
  }

  private static boolean known(Status state) {
    return state != Status.UNKNOWN;
  }

  /** The rows of select-sends.sql. */
  List<Map<String, Object>> sends() {
    return List.copyOf(sends);
  }

  /** What update-delivery.sql and update-message.sql would do. */
  void claimed(Claim claim) {
    due = claim.any() ? null : claim.due().monotonic();
    for (ServiceDigest.Change change : claim.changes()) {
      write(change.id(), Map.of("state", change.state()), change.reason());
    }
    for (long id : claim.sent()) {
      Map<String, Object> row = rows.get(id);
      if (row != null) {
        row.put("message", claim.message().id());
        row.put("attempts", PendingDelivery.number(row, "attempts") + 1);
        row.put("changed", true);
      }
    }
  }

  /** What update-channel.sql and update-sent.sql would do. */
  void marked(Outcome outcome) {
    due = outcome.state().notBefore();
    List<Object> channel = outcome.channelRow();
    List<String> columns = List.of("state", "not_before", "failures", "since", "reason", "told");
    for (int i = 0; i < columns.size(); i++) {
      state.put(columns.get(i), channel.get(i));
    }
    changed = true;
    for (List<Object> sent : outcome.sentRows()) {
      Map<String, Object> values = new HashMap<>();
      values.put("state", sent.get(0));
      values.put("message", sent.get(2));
      values.put("sent_at", sent.get(3));
      values.put("forced", 0);
      write((Long) sent.get(4), values, (String) sent.get(1));
    }
    if (outcome.word().equals("sent")) {
      sent(outcome);
    }
  }

  private void sent(Outcome outcome) {
    Message message = outcome.claim().message();
    long at = (Long) outcome.sentRows().getFirst().get(3);
    sends.addFirst(Map.of("message", message.id(), "sent_at", at));
    while (sends.size() > SENDS) {
      sends.removeLast();
    }
    for (Flip flip : message.flips()) {
      if (flip.service() != null && flip.event().lasts() && flip.event() != Event.REMINDER) {
        notified.put(flip.service(), flip.event().word());
      }
    }
  }

  private void write(long id, Map<String, Object> values, String reason) {
    Map<String, Object> row = rows.get(id);
    if (row != null) {
      row.putAll(values);
      row.put("reason", reason);
      row.put("changed", true);
    }
  }

  /** The database has all rows. */
  void forgetRows() {
    rows.clear();
    changed = false;
  }

  /** What is here is in the database too. */
  void unchanged() {
    rows.values().forEach(row -> row.remove("changed"));
    changed = false;
  }

  /** The parameters of upsert-channel-state.sql; null when nothing changed. */
  List<Object> channelRow(Channel channel) {
    return !changed
        ? null
        : Arrays.asList(
            channel.name(),
            state.get("state"),
            state.get("not_before"),
            state.get("failures"),
            state.get("since"),
            state.get("reason"),
            state.get("told"),
            channel.hash());
  }

  /**
   * The parameters of insert-delivery-state.sql.
   *
   * @param present the id that a service has now
   */
  List<List<Object>> newRows(String channel, UnaryOperator<String> present) {
    return rows.values().stream()
        .filter(row -> id(row) < 0)
        .map(row -> newRow(channel, row, present))
        .toList();
  }

  private static List<Object> newRow(
      String channel, Map<String, Object> row, UnaryOperator<String> present) {
    String service = (String) row.get("service");
    String presently = service == null ? null : present.apply(service);
    return Arrays.asList(
        channel,
        row.get("state"),
        row.get("at"),
        row.get("attempts"),
        row.get("message"),
        row.get("reason"),
        row.get("sent_at"),
        row.get("flip_at"),
        row.get("event"),
        row.get("why"),
        presently,
        presently);
  }

  /** The parameters of update-delivery-state.sql. */
  List<List<Object>> changedRows() {
    return rows.values().stream()
        .filter(row -> id(row) > 0 && row.containsKey("changed"))
        .map(
            row ->
                Arrays.asList(
                    row.get("state"),
                    row.get("attempts"),
                    row.get("message"),
                    row.get("reason"),
                    row.get("sent_at"),
                    row.get("forced"),
                    row.get("id")))
        .toList();
  }

  private static long id(Map<String, Object> row) {
    return PendingDelivery.number(row, "id");
  }
}
