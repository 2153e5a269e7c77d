package dev.uproute.record;

import dev.uproute.check.Result;
import dev.uproute.service.Service;
import java.util.List;
import java.util.Map;

/**
 * Results that become history together, and what they mean: what one transaction of route {@code
 * record-batch} writes. The lists of rows hold the parameters of the SQL file of their name.
 *
 * @param number one more than that of the transaction before
 * @param results in the order they were handed over
 * @param services id → each service something is written of
 * @param streaks id → the streak that stands after this batch
 * @param flips what is to be notified, in order
 * @param adoptRows rows of adopt-service.sql, for services that are new or renamed
 * @param serviceRows rows of insert-service.sql, for the same
 * @param resultRows rows of insert-result.sql
 * @param streakRows rows of upsert-streak.sql, one per service
 * @param certificateRows rows of upsert-certificate.sql
 * @param flipRows rows of insert-flip.sql
 * @param closings the services that are not watched any more
 * @param renameRows rows of rename-service.sql: the new id and the former one
 */
public record Batch(
    long number,
    List<Result> results,
    Map<String, Service> services,
    Map<String, Streak> streaks,
    List<Flip> flips,
    List<List<Object>> adoptRows,
    List<List<Object>> serviceRows,
    List<List<Object>> resultRows,
    List<List<Object>> streakRows,
    List<List<Object>> certificateRows,
    List<List<Object>> flipRows,
    List<RemovedServices.Closing> closings,
    List<List<Object>> renameRows) {

  /** Rows of update-closed.sql. */
  public List<List<Object>> closedRows() {
    return closings.stream().map(each -> List.<Object>of(each.id())).toList();
  }
}
