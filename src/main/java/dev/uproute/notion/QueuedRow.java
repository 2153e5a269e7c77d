package dev.uproute.notion;

import java.time.Duration;
import java.time.Instant;

/** One row of the queue: what it is to say, what it says, and what became of the last write. */
final class QueuedRow {
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
