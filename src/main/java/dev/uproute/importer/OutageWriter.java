package dev.uproute.importer;

import dev.uproute.importer.Imported.History;
import dev.uproute.importer.Imported.PastResult;
import dev.uproute.store.Store;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes when a service was down that Uproute itself knows nothing of yet. For one thread. */
final class OutageWriter {
  private static final int BATCH = 1_000;

  private final JdbcTemplate writer;
  private final TransactionTemplate transaction;
  private final ImportMarks marks;

  OutageWriter(JdbcTemplate writer, TransactionTemplate transaction, ImportMarks marks) {
    this.writer = writer;
    this.transaction = transaction;
    this.marks = marks;
  }

  /**
   * @param mark how far the import of the service came
   */
  void write(long key, String mark, History history, boolean degradedIsOnline) {
    String own = mark + " outages";
    long last = marks.last(own);
    PastOutages outages = new PastOutages(key, degradedIsOnline);
    List<Object[]> rows = new ArrayList<>();
    try (Stream<PastResult> all = history.changes().get()) {
      Iterator<PastResult> results = all.iterator();
      while (results.hasNext()) {
        PastResult next = results.next();
        List<Object[]> ended = outages.endedBy(next);
        if (next.at().toEpochMilli() > last) {
          rows.addAll(ended);
        }
        if (rows.size() >= BATCH) {
          write(own, rows);
        }
      }
    }
    write(own, rows);
  }

  private void write(String mark, List<Object[]> rows) {
    if (!rows.isEmpty()) {
      transaction.executeWithoutResult(
          _ -> {
            writer.batchUpdate(Store.sql("insert-past-flip"), rows);
            marks.written(mark, (Long) rows.getLast()[1]);
          });
      rows.clear();
    }
  }
}
