package dev.uproute.importer;

import dev.uproute.check.Status;
import dev.uproute.importer.Imported.PastResult;
import dev.uproute.record.Event;
import dev.uproute.text.Sentence;
import java.util.List;

/**
 * Outages of one service that are over, as the two changes of state that begin and end each. One
 * that lasts is left to what Uproute finds itself. Not thread-safe.
 */
final class PastOutages {
  private final long service;
  private final boolean degradedIsOnline;
  private PastResult began;

  PastOutages(long service, boolean degradedIsOnline) {
    this.service = service;
    this.degradedIsOnline = degradedIsOnline;
  }

  /**
   * The two rows of insert-past-flip.sql of the outage that a result ends; none when it ends none.
   */
  List<Object[]> endedBy(PastResult result) {
    Boolean online = PastBatch.online(result, degradedIsOnline);
    if (online == null) {
      return List.of();
    }
    if (!online) {
      began = began == null ? result : began;
      return List.of();
    }
    if (began == null) {
      return List.of();
    }
    long from = began.at().toEpochMilli();
    int status = began.status().ordinal();
    int up = Status.UP.ordinal();
    String reason = began.reason() == null ? null : Sentence.clean(began.reason());
    Object[] down = {service, from, Event.DOWN.word(), up, status, null, reason};
    Object[] over = {service, result.at().toEpochMilli(), Event.UP.word(), status, up, from, null};
    began = null;
    return List.of(down, over);
  }
}
