package dev.uproute.importer;

import dev.uproute.importer.Imported.History;
import dev.uproute.importer.Imported.PastResult;
import dev.uproute.importer.Imported.PastSum;
import dev.uproute.record.PastRollups;
import dev.uproute.store.Store;
import dev.uproute.store.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Writes what another monitor found, oldest first, a thousand results in each transaction, also
 * while the monitor runs. How far it came stands in the same transaction, so that it goes on where
 * it was stopped, and a second import adds only what was found since. What Uproute found itself
 * counts: nothing is taken from the time after its first result. For one thread.
 */
public final class HistoryWriter {
  private static final int BATCH = 1_000;

  private final JdbcTemplate writer;
  private final TransactionTemplate transaction;
  private final PastRollups rollups;
  private final ImportMarks marks;
  private final OutageWriter outages;

  /**
   * @param writer the connection that writes
   * @param source the word for the other monitor
   */
  public HistoryWriter(DataSource writer, String source) {
    this.writer = new JdbcTemplate(writer);
    this.transaction = new TransactionTemplate(new Transactions(writer));
    this.rollups = new PastRollups(writer);
    this.marks = new ImportMarks(this.writer, source);
    this.outages = new OutageWriter(this.writer, transaction, marks);
  }

  /**
   * How many were written.
   *
   * @param sums checks of which there are hours or days only
   */
  public record Written(long results, long sums) {}

  /**
   * Of what time results are taken, in epoch milliseconds, both excluded.
   *
   * @param last the last that was taken before
   * @param first the first that is known otherwise
   */
  private record Gap(long last, long first) {}

  /**
   * Writes one history.
   *
   * @param name what the service is called; history without an id waits for a service of that name
   * @param degradedIsOnline whether DEGRADED counts as online
   * @throws org.springframework.dao.DataAccessException when the database cannot be written
   */
  public Written write(History history, String name, boolean degradedIsOnline) {
    long key = transaction.execute(_ -> service(history.service(), name));
    String mark = marks.name(history.service() == null ? name : history.service());
    long last = marks.last(mark);
    long first = first(key, last);
    long sums = sums(key, mark, history.sums(), last, first);
    last = Math.max(last, marks.last(mark));
    long results = results(key, mark, history, new Gap(last, first), degradedIsOnline);
    if (first == Long.MAX_VALUE) {
      outages.write(key, mark, history, degradedIsOnline);
    }
    return new Written(results, sums);
  }

  /** The results of the time of which nothing is known, in transactions of a thousand. */
  private long results(long key, String mark, History history, Gap gap, boolean degradedIsOnline) {
    long results = 0;
    try (Stream<PastResult> all = history.results().get()) {
      Iterator<PastResult> rows = all.iterator();
      List<PastResult> batch = new ArrayList<>();
      while (rows.hasNext()) {
        PastResult next = rows.next();
        long at = next.at().toEpochMilli();
        if (at >= gap.first()) {
          break;
        }
        // those of one time are written together, because how far it came is a time
        if (batch.size() >= BATCH && batch.getLast().at().toEpochMilli() < at) {
          results += write(key, mark, batch, degradedIsOnline);
        }
        if (at > gap.last()) {
          batch.add(next);
        }
      }
      results += write(key, mark, batch, degradedIsOnline);
    }
    return results;
  }

  private long service(String id, String name) {
    if (id != null) {
      writer.update(Store.sql("adopt-service"), id, name, id);
      writer.update(Store.sql("insert-past-service"), id, name);
    }
    List<Long> found =
        writer.queryForList(Store.sql("select-past-service"), Long.class, id, id, name);
    if (found.isEmpty()) {
      writer.update(Store.sql("insert-past-service"), null, name);
      return service(id, name);
    }
    return found.getFirst();
  }

  /** When Uproute itself, or an earlier import of another monitor, found the first thing. */
  private long first(long key, long last) {
    Long first =
        writer.queryForObject(
            Store.sql("select-past-first"), Long.class, key, last, key, last, key, last);
    return first == null ? Long.MAX_VALUE : first;
  }

  private long sums(long key, String mark, List<PastSum> all, long last, long first) {
    List<PastSum> fresh =
        all.stream()
            .filter(sum -> sum.start().toEpochMilli() > last && sum.end().toEpochMilli() <= first)
            .toList();
    if (fresh.isEmpty()) {
      return 0;
    }
    close(key, fresh.getFirst().start().toEpochMilli());
    Instant end = PastSum.end(fresh);
    transaction.executeWithoutResult(
        _ -> {
          rollups.add(key, PastSums.rows(fresh));
          writer.update(Store.sql("upsert-past-streak"), PastSums.streakRow(key, fresh));
          marks.written(mark, end.toEpochMilli() - 1);
        });
    return fresh.stream().mapToLong(PastSum::checks).sum();
  }

  private long write(long key, String mark, List<PastResult> batch, boolean degradedIsOnline) {
    if (batch.isEmpty()) {
      return 0;
    }
    int size = batch.size();
    PastResult latest = batch.getLast();
    transaction.executeWithoutResult(
        _ -> {
          insert(key, new PastBatch(batch, degradedIsOnline));
          marks.written(mark, latest.at().toEpochMilli());
        });
    close(key, latest.at().toEpochMilli());
    batch.clear();
    return size;
  }

  private void insert(long key, PastBatch batch) {
    writer.batchUpdate(Store.sql("insert-past-result"), batch.resultRows(key));
    rollups.late(key, batch.rows());
    writer.update(Store.sql("upsert-past-streak"), batch.streakRow(key));
  }

  private void close(long key, long before) {
    while (Boolean.TRUE.equals(transaction.execute(_ -> rollups.close(key, before)))) {
      // a thousand results, or hours, in each transaction
    }
  }
}
