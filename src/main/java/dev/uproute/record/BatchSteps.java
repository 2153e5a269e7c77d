package dev.uproute.record;

import dev.uproute.check.Result;
import java.util.List;
import org.apache.camel.Variable;

/**
 * What routes ask of the batch they write. An expression such as {@code variable.batch.resultRows}
 * would hash the whole batch, and then its rows, at each step. Thread-safe.
 */
public final class BatchSteps {
  /** Whether a service has a new id. */
  public boolean anyRenamed(@Variable("batch") Batch batch) {
    return !batch.renameRows().isEmpty();
  }

  /** Whether a service is new, has a new name or is kept for another time. */
  public boolean anyListed(@Variable("batch") Batch batch) {
    return !batch.serviceRows().isEmpty();
  }

  /** Whether a server sent other certificates than before. */
  public boolean anyCertificate(@Variable("batch") Batch batch) {
    return !batch.certificateRows().isEmpty();
  }

  /** Whether a service is not watched any more. */
  public boolean anyClosed(@Variable("batch") Batch batch) {
    return !batch.closings().isEmpty();
  }

  /** Whether a state has changed. */
  public boolean anyFlip(@Variable("batch") Batch batch) {
    return !batch.flips().isEmpty();
  }

  /**
   * Whether channels may be to be notified of something.
   *
   * @param fromMemory whether the outbox in memory was in use, which had it then
   */
  public boolean notifies(
      @Variable("batch") Batch batch, @Variable("fromMemory") boolean fromMemory) {
    return fromMemory || anyFlip(batch);
  }

  /** What it was made of. */
  public List<Result> found(@Variable("batch") Batch batch) {
    return batch.results();
  }

  /** The rows of insert-result.sql. */
  public List<List<Object>> results(@Variable("batch") Batch batch) {
    return batch.resultRows();
  }

  /** The rows of upsert-streak.sql. */
  public List<List<Object>> streaks(@Variable("batch") Batch batch) {
    return batch.streakRows();
  }

  /** The parameter of update-batch.sql. */
  public long number(@Variable("batch") Batch batch) {
    return batch.number();
  }
}
