package dev.uproute.check;

import dev.uproute.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** Heartbeats as rows of the database. */
final class HeartbeatRows {
  private HeartbeatRows() {}

  /** The parameters of upsert-heartbeat.sql, in its order. */
  static List<Object> of(String id, Heartbeat heartbeat) {
    return Arrays.asList(
        id,
        millis(heartbeat.since()),
        millis(heartbeat.good()),
        millis(heartbeat.started()),
        millis(heartbeat.failed()),
        heartbeat.code(),
        heartbeat.ran() == null ? null : heartbeat.ran().toMillis(),
        millis(heartbeat.excused()));
  }

  /** The heartbeat in a row of select-heartbeats.sql. */
  static Heartbeat heartbeat(ResultSet row) throws SQLException {
    int code = row.getInt("code");
    Integer notified = row.wasNull() ? null : Integer.valueOf(code);
    long ran = row.getLong("ran");
    Duration took = row.wasNull() ? null : Duration.ofMillis(ran);
    return new Heartbeat(
        Store.instant(row, "since"),
        Store.instant(row, "good"),
        Store.instant(row, "started"),
        Store.instant(row, "failed"),
        notified,
        took,
        Store.instant(row, "excused"));
  }

  private static Long millis(Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }
}
