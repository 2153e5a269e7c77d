package dev.uproute.notion;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The rows that wait to be written, at most one update for each: the newest wins.
 *
 * <ol>
 *   <li>A row waits when its label is another than the one in its cell, or when its figures changed
 *       and it was last written a refresh ago. A label that was back before it was written waits no
 *       more.
 *   <li>Rows whose label changed go first, then those written longest ago; one that failed goes
 *       behind all others.
 *   <li>{@link RowUpdate#UNKNOWN} goes only into a cell that is known to be empty, which is learnt
 *       from the answer to the first write.
 *   <li>A row that was refused rests until the list has been without it, or for {@link #REST}.
 * </ol>
 *
 * Not thread-safe.
 */
final class RowQueue {
  /** How long a refused row is left alone. */
  static final Duration REST = Duration.ofMinutes(15);

  private static final Comparator<QueuedRow> ORDER =
      Comparator.<QueuedRow>comparingInt(row -> row.failures)
          .thenComparing(row -> !row.changed(row.waiting))
          .thenComparing(row -> row.writtenAt);

  private final Duration refresh;
  private final Map<String, QueuedRow> rows = new LinkedHashMap<>();
  private long round;

  /**
   * @param refresh between two writes of a row whose label stays
   */
  RowQueue(Duration refresh) {
    this.refresh = refresh;
  }

  /** Takes what all rows are to say now; rows that are not among them are forgotten. */
  void offer(List<RowUpdate> updates, Instant now) {
    round++;
    rows.keySet().retainAll(updates.stream().map(RowUpdate::page).collect(Collectors.toSet()));
    for (RowUpdate update : updates) {
      QueuedRow row = rows.computeIfAbsent(update.page(), _ -> new QueuedRow());
      row.latest = update;
      row.waitsSince = row.waiting == null ? round : row.waitsSince;
      row.judge(refresh, now);
    }
  }

  /** The next row to write; null when none waits. */
  RowUpdate first() {
    return waiting().min(ORDER).map(row -> row.waiting).orElse(null);
  }

  /** The label to write with an update; null when the cell is to stay as it is. */
  String label(RowUpdate update) {
    return row(update).map(row -> row.label(update)).orElse(null);
  }

  /**
   * An update was written.
   *
   * @param label that was written with it, or null
   * @param cell what the answer says the status cell holds, "" = nothing; null when it does not say
   */
  void done(RowUpdate update, String label, String cell, Instant now) {
    row(update)
        .ifPresent(
            row -> {
              row.written = update;
              row.writtenAt = now;
              row.cell = label != null ? label : cell != null ? cell : row.cell;
              row.failures = 0;
              // what came meanwhile waits only if it still says something else
              row.judge(refresh, now);
              row.waitsSince = round;
            });
  }

  /** An update was not written and waits on. */
  void failed(RowUpdate update) {
    row(update).ifPresent(row -> row.failures++);
  }

  /** An update will not be written: the row is left alone. */
  void refused(RowUpdate update, Instant now) {
    row(update)
        .ifPresent(
            row -> {
              row.restsUntil = now.plus(REST);
              row.waiting = null;
              row.written = null;
              row.cell = null;
              row.failures = 0;
            });
  }

  /** How many rows wait. */
  int size() {
    return (int) waiting().count();
  }

  /** The number of the last {@link #offer}. */
  long round() {
    return round;
  }

  /** Whether every row that waited in this round has been written, or at least tried twice. */
  boolean through(long last) {
    Predicate<QueuedRow> open = row -> row.waitsSince <= last && row.failures < 2;
    return waiting().noneMatch(open);
  }

  private Stream<QueuedRow> waiting() {
    return rows.values().stream().filter(row -> row.waiting != null);
  }

  private Optional<QueuedRow> row(RowUpdate update) {
    return Optional.ofNullable(rows.get(update.page()));
  }

  /** One row of the queue: what it is to say, what it says, and what became of the last write. */
  private static final class QueuedRow {
    RowUpdate latest;
    RowUpdate waiting;
    long waitsSince;
    RowUpdate written;
    Instant writtenAt = Instant.MIN;
    // what the status cell holds: null = not known, "" = nothing
    String cell;
    int failures;
    Instant restsUntil = Instant.MIN;

    /** The label to write with an update; null when the cell is to stay as it is. */
    String label(RowUpdate update) {
      boolean over = !update.label().equals(RowUpdate.UNKNOWN) || "".equals(cell);
      return over ? update.label() : null;
    }

    /** Whether an update has another label than the cell. */
    boolean changed(RowUpdate update) {
      String label = label(update);
      return label != null && !label.equals(cell);
    }

    /** Lets the latest update wait if it has something new to say. */
    void judge(Duration refresh, Instant now) {
      boolean old = written == null || !now.isBefore(writtenAt.plus(refresh));
      boolean due = changed(latest) || old && !latest.equals(written);
      waiting = due && !now.isBefore(restsUntil) ? latest : null;
    }
  }
}
