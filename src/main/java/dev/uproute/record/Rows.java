package dev.uproute.record;

import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records as the parameters of the SQL files, in the order those files name them, and those of a
 * batch for the route {@code record-batch}. Thread-safe.
 */
public final class Rows {

  /** Whether a service has a new id. */
  public boolean renamed(Batch batch) {
    return !batch.renameRows().isEmpty();
  }

  /** For delete-unchecked.sql and rename-service.sql. */
  public List<List<Object>> rename(Batch batch) {
    return batch.renameRows();
  }

  /** Whether a service is not watched any more. */
  public boolean closed(Batch batch) {
    return !batch.closings().isEmpty();
  }

  /** For update-closed.sql. */
  public List<List<Object>> close(Batch batch) {
    return batch.closings().stream().map(each -> List.<Object>of(each.id())).toList();
  }

  /** Whether a service is new or has a new name. */
  public boolean named(Batch batch) {
    return !batch.serviceRows().isEmpty();
  }

  /** For update-batch.sql. */
  public long number(Batch batch) {
    return batch.number();
  }

  /** For adopt-service.sql. */
  public List<List<Object>> adopt(Batch batch) {
    return batch.adoptRows();
  }

  /** For insert-service.sql. */
  public List<List<Object>> service(Batch batch) {
    return batch.serviceRows();
  }

  /** For insert-result.sql. */
  public List<List<Object>> result(Batch batch) {
    return batch.resultRows();
  }

  /** For upsert-streak.sql. */
  public List<List<Object>> streak(Batch batch) {
    return batch.streakRows();
  }

  /** For insert-flip.sql. */
  public List<List<Object>> flip(Batch batch) {
    return batch.flipRows();
  }

  /** For insert-flip.sql, of flips that no result caused. */
  public List<List<Object>> flips(List<Flip> flips) {
    return flips.stream().map(Rows::flip).toList();
  }

  static List<Object> result(Result result) {
    Evidence evidence = result.evidence();
    return Arrays.asList(
        result.service().id(),
        result.at().toEpochMilli(),
        result.status().ordinal(),
        flag(result.online()),
        evidence.response(),
        evidence.httpStatus(),
        evidence.attempts(),
        result.status() == Status.UP ? null : result.reason(),
        flag(result.maintenance()));
  }

  public static List<Object> flip(Flip flip) {
    return Arrays.asList(
        flip.service(),
        flip.at().toEpochMilli(),
        flip.event().word(),
        flip.from().ordinal(),
        flip.to().ordinal(),
        millis(flip.since()),
        flip.reason());
  }

  /**
   * @param latest the service's last result of the batch
   * @param lastOnline when the batch was last online; null when never
   */
  static List<Object> streak(
      Streak streak, Result latest, Instant lastOnline, int checks, int counted, int online) {
    Evidence evidence = latest.evidence();
    Evidence.Timings phases = evidence.phases();
    return Arrays.asList(
        latest.service().id(),
        streak.state().ordinal(),
        millis(streak.since()),
        streak.run().status().ordinal(),
        streak.run().count(),
        millis(streak.run().since()),
        streak.run().good(),
        flag(streak.outage().escalated()),
        millis(streak.warned().expires()),
        streak.warned().threshold(),
        millis(streak.outage().notified()),
        streak.unrest().turns(),
        flag(streak.unrest().flapping()),
        text(streak.unrest().changes()),
        latest.at().toEpochMilli(),
        latest.status().ordinal(),
        latest.reason(),
        evidence.httpStatus(),
        evidence.response(),
        phases.dns(),
        phases.connect(),
        phases.tls(),
        phases.firstByte(),
        phases.total(),
        evidence.address(),
        evidence.attempts(),
        millis(evidence.certificateExpires()),
        millis(lastOnline),
        checks,
        counted,
        online);
  }

  /** Epoch milliseconds with blanks between them; null when there are none. */
  private static String text(List<Instant> times) {
    return times.isEmpty()
        ? null
        : times.stream().map(at -> "" + at.toEpochMilli()).collect(Collectors.joining(" "));
  }

  /** The times of such a text. */
  static List<Instant> instants(String text) {
    return text == null
        ? List.of()
        : Stream.of(text.split(" ")).map(Long::valueOf).map(Instant::ofEpochMilli).toList();
  }

  private static Integer flag(Boolean value) {
    return value == null ? null : value ? 1 : 0;
  }

  private static Long millis(Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
