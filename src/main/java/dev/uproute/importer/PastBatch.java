package dev.uproute.importer;

import dev.uproute.check.Status;
import dev.uproute.importer.Imported.PastResult;
import dev.uproute.record.PastRollups.PastRow;
import dev.uproute.text.Sentence;
import java.util.List;

/**
 * Results of one service that are written together, as rows of the SQL files. Immutable.
 *
 * @param results oldest first, at least one
 * @param degradedIsOnline whether DEGRADED counts as online
 */
record PastBatch(List<PastResult> results, boolean degradedIsOnline) {

  /** Of insert-past-result.sql. */
  List<Object[]> resultRows(long service) {
    return results.stream().map(result -> row(service, result)).toList();
  }

  private Object[] row(long service, PastResult result) {
    Boolean online = online(result);
    return new Object[] {
      service,
      result.at().toEpochMilli(),
      result.status().ordinal(),
      online == null ? null : online ? 1 : 0,
      result.response(),
      result.httpStatus(),
      reason(result),
      result.maintenance() ? 1 : 0
    };
  }

  private static String reason(PastResult result) {
    boolean none = result.status() == Status.UP || result.reason() == null;
    return none ? null : Sentence.clean(result.reason());
  }

  /** As {@link dev.uproute.check.Result#online}. */
  static Boolean online(PastResult result, boolean degradedIsOnline) {
    boolean degraded = result.status() == Status.DEGRADED && degradedIsOnline;
    return result.maintenance() || result.status() == Status.UNKNOWN
        ? null
        : (Boolean) (result.status() == Status.UP || degraded);
  }

  private Boolean online(PastResult result) {
    return online(result, degradedIsOnline);
  }

  List<PastRow> rows() {
    return results.stream()
        .map(result -> new PastRow(result.at().toEpochMilli(), online(result), result.response()))
        .toList();
  }

  /** Of upsert-past-streak.sql. */
  Object[] streakRow(long service) {
    PastResult latest = results.getLast();
    return new Object[] {
      service,
      latest.at().toEpochMilli(),
      latest.status().ordinal(),
      reason(latest),
      latest.httpStatus(),
      latest.response(),
      lastOnline(),
      results.size(),
      results.stream().filter(result -> online(result) != null).count(),
      results.stream().filter(result -> Boolean.TRUE.equals(online(result))).count()
    };
  }

  private Long lastOnline() {
    return results.reversed().stream()
        .filter(result -> Boolean.TRUE.equals(online(result)))
        .map(result -> result.at().toEpochMilli())
        .findFirst()
        .orElse(null);
  }
}
