package dev.uproute.record;

import dev.uproute.check.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The batch that a transaction was to write last. It is in doubt until that is reported to be
 * committed: the connection may have been lost after the database had it. Not thread-safe.
 */
final class OfferedBatch {
  private Batch batch;
  private Map<String, BatchEntry> entries = Map.of();
  private List<Result> results = List.of();
  private boolean inDoubt;
  private final List<Flip> settled = new ArrayList<>();

  /**
   * @param entries what the batch holds of each service, by the id it had then
   * @param results all that it was made of, also those that were too late for it
   */
  void offer(Batch batch, Map<String, BatchEntry> entries, List<Result> results) {
    this.batch = batch;
    this.entries = entries;
    this.results = results;
    inDoubt = true;
  }

  boolean inDoubt() {
    return inDoubt;
  }

  /**
   * Whether the database has it.
   *
   * @param change the row of select-change.sql, which no other transaction writes meanwhile
   */
  boolean isIn(Map<String, Object> change) {
    return ((Number) change.get("batch")).longValue() >= batch.number();
  }

  Batch batch() {
    return batch;
  }

  Map<String, BatchEntry> entries() {
    return entries;
  }

  List<Result> results() {
    return results;
  }

  /** It is committed; what was settled before is, too. */
  void committed() {
    inDoubt = false;
    settled.clear();
  }

  /**
   * It was found to be committed without a report.
   *
   * @return the batch
   */
  Batch settled() {
    settled.addAll(batch.flips());
    return batch;
  }

  /** What was settled since the last report; the outbox in memory may know more of these. */
  List<Flip> settledFlips() {
    return settled;
  }

  /** It was not committed. */
  void forget() {
    inDoubt = false;
  }
}
