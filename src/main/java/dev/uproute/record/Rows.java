package dev.uproute.record;

import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.Service;
import dev.uproute.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Records as the parameters of the SQL files, in the order those files name them, and a streak as
 * it is read again. Thread-safe.
 */
public final class Rows {
  /** For insert-flip.sql, of flips that no result caused. */
  public List<List<Object>> flips(Collection<Flip> flips) {
    return flips.stream().map(Rows::flip).toList();
  }

  /** For insert-service.sql. */
  public static List<Object> service(Service service) {
    Long keep = service.keep() == null ? null : service.keep().toMillis();
    return Arrays.asList(service.id(), service.name(), keep);
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
        flag(result.maintenance()),
        evidence.figures());
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
        streak.outage().steps(),
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

  /** The streak in a row of select-streaks.sql. */
  public static Streak streak(ResultSet row) throws SQLException {
    int notified = row.getInt("tls_told");
    return new Streak(
        Status.values()[row.getInt("state")],
        Store.instant(row, "since"),
        new Streak.Run(
            Status.values()[row.getInt("seen")],
            row.getInt("run"),
            Store.instant(row, "run_since"),
            row.getInt("good")),
        new Streak.Outage(
            row.getInt("escalated") == 1, Store.instant(row, "told"), null, row.getInt("steps")),
        new Streak.Warned(
            Store.instant(row, "certificate"),
            notified == 0 && row.getObject("tls_told") == null ? null : Integer.valueOf(notified)),
        new Streak.Unrest(
            row.getInt("turns"), instants(row.getString("changes")), row.getInt("flapping") == 1));
  }

  /** Epoch milliseconds with blanks between them; null when there are none. */
  private static String text(List<Instant> times) {
    return times.isEmpty()
        ? null
        : times.stream().map(at -> "" + at.toEpochMilli()).collect(Collectors.joining(" "));
  }

  /** The times of such a text. */
  private static List<Instant> instants(String text) {
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
