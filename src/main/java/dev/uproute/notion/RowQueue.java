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

  private static final Comparator<Line> ORDER =
      Comparator.<Line>comparingInt(line -> line.failures)
          .thenComparing(line -> !line.changed(line.waiting))
          .thenComparing(line -> line.writtenAt);

  private final Duration refresh;
  private final Map<String, Line> lines = new LinkedHashMap<>();
  private long round;

  /** One row of the table. */
  private static final class Line {
    RowUpdate latest;
    RowUpdate waiting;
    long waitsSince;
    RowUpdate written;
    Instant writtenAt = Instant.MIN;
    // what the status cell holds: null = not known, "" = nothing
    String cell;
    int failures;
    Instant restsUntil = Instant.MIN;

    String label(RowUpdate update) {
      boolean over = !update.label().equals(RowUpdate.UNKNOWN) || "".equals(cell);
      return over ? update.label() : null;
    }

    boolean changed(RowUpdate update) {
      String label = label(update);
      return label != null && !label.equals(cell);
    }
  }

  /**
   * @param refresh between two writes of a row whose label stays
   */
  RowQueue(Duration refresh) {
    this.refresh = refresh;
  }

  /** Takes what all rows are to say now; rows that are not among them are forgotten. */
  void offer(List<RowUpdate> rows, Instant now) {
    round++;
    lines.keySet().retainAll(rows.stream().map(RowUpdate::page).collect(Collectors.toSet()));
    for (RowUpdate row : rows) {
      Line line = lines.computeIfAbsent(row.page(), _ -> new Line());
      line.latest = row;
      line.waitsSince = line.waiting == null ? round : line.waitsSince;
      line.waiting = due(line, now) ? row : null;
    }
  }

  private boolean due(Line line, Instant now) {
    if (now.isBefore(line.restsUntil)) {
      return false;
    }
    boolean old = line.written == null || !now.isBefore(line.writtenAt.plus(refresh));
    return line.changed(line.latest) || old && !line.latest.equals(line.written);
  }

  /** The next row to write; null when none waits. */
  RowUpdate first() {
    return waiting().min(ORDER).map(line -> line.waiting).orElse(null);
  }

  /** The label to write with an update; null when the cell is to stay as it is. */
  String label(RowUpdate update) {
    return line(update).map(line -> line.label(update)).orElse(null);
  }

  /**
   * An update was written.
   *
   * @param label that was written with it, or null
   * @param cell what the answer says the status cell holds, "" = nothing; null when it does not say
   */
  void done(RowUpdate update, String label, String cell, Instant now) {
    line(update)
        .ifPresent(
            line -> {
              line.written = update;
              line.writtenAt = now;
              line.cell = label != null ? label : cell != null ? cell : line.cell;
              line.failures = 0;
              // what came meanwhile waits only if it still says something else
              line.waiting = due(line, now) ? line.latest : null;
              line.waitsSince = round;
            });
  }

  /** An update was not written and waits on. */
  void failed(RowUpdate update) {
    line(update).ifPresent(line -> line.failures++);
  }

  /** An update will not be written: the row is left alone. */
  void refused(RowUpdate update, Instant now) {
    line(update)
        .ifPresent(
            line -> {
              line.restsUntil = now.plus(REST);
              line.waiting = null;
              line.written = null;
              line.cell = null;
              line.failures = 0;
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
    Predicate<Line> open = line -> line.waitsSince <= last && line.failures < 2;
    return waiting().noneMatch(open);
  }

  private Stream<Line> waiting() {
    return lines.values().stream().filter(line -> line.waiting != null);
  }

  private Optional<Line> line(RowUpdate update) {
    return Optional.ofNullable(lines.get(update.page()));
  }
}
