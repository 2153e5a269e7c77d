package dev.uproute.check;

import dev.uproute.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The signals of a heartbeat service so far; null where there was none. Immutable.
 *
 * @param since when it was first listed: until then nothing could be expected of it
 * @param good the last success signal, or the last end without a failure
 * @param started when the job started that has not ended yet
 * @param failed when the job last ended with a failure; null when it was good again since
 * @param code exit code of that failure; null when none was reported
 * @param ran how long the last job ran that sent a start signal
 * @param excused when Uproute ran again after it did not run at the time a heartbeat was due
 */
record Heartbeat(
    Instant since,
    Instant good,
    Instant started,
    Instant failed,
    Integer code,
    Duration ran,
    Instant excused) {
  /**
   * What a job says of itself.
   *
   * @param code 0 when it did what it should, else its exit code; null when it gave none
   */
  record Signal(Integer code) {
    static final Signal GOOD = new Signal(0);
    static final Signal FAIL = new Signal(null);
    static final Signal START = new Signal(-1);

    /**
     * What the end of a path means: nothing, start, fail, or an exit code; null for other words.
     */
    static Signal of(String word) {
      return switch (word) {
        case "" -> GOOD;
        case "start" -> START;
        case "fail" -> FAIL;
        default -> exit(word);
      };
    }

    private static Signal exit(String word) {
      Integer code = word.matches("\\d{1,3}") ? Integer.valueOf(word) : null;
      return code == null || code > 255 ? null : new Signal(code);
    }

    boolean good() {
      return code != null && code == 0;
    }
  }

  /** Of a service that is not listed, or was not until now. */
  static final Heartbeat NONE = new Heartbeat(null, null, null, null, null, null, null);

  /** Of a service that is listed from now on. */
  static Heartbeat listed(Instant now) {
    return new Heartbeat(now, null, null, null, null, null, null);
  }

  /** After this signal. */
  Heartbeat received(Signal signal, Instant now) {
    if (signal == Signal.START) {
      return new Heartbeat(since, good, now, failed, code, ran, excused);
    }
    Duration took = started == null ? null : Duration.between(started, now);
    return signal.good()
        ? new Heartbeat(since, now, null, null, null, took, null)
        : new Heartbeat(since, good, null, now, signal.code(), took, excused);
  }

  /** The same, but nothing is later than now: the clock may have been ahead, or is behind. */
  Heartbeat until(Instant now) {
    return new Heartbeat(
        earlier(since, now),
        earlier(good, now),
        earlier(started, now),
        earlier(failed, now),
        code,
        ran,
        earlier(excused, now));
  }

  private static Instant earlier(Instant time, Instant now) {
    return time != null && time.isAfter(now) ? now : time;
  }

  /** The same, excused until the next heartbeat: no signal could be received when one was due. */
  Heartbeat excused(Instant now) {
    return new Heartbeat(since, good, null, failed, code, ran, now);
  }

  /** The parameters of upsert-heartbeat.sql, in its order. */
  List<Object> row(String id) {
    return Arrays.asList(
        id,
        millis(since),
        millis(good),
        millis(started),
        millis(failed),
        code,
        ran == null ? null : ran.toMillis(),
        millis(excused));
  }

  private static Long millis(Instant instant) {
    return instant == null ? null : instant.toEpochMilli();
  }

  /** The heartbeat in a row of select-heartbeats.sql. */
  static Heartbeat of(ResultSet row) throws SQLException {
    int code = row.getInt("code");
    Integer reported = row.wasNull() ? null : Integer.valueOf(code);
    long ran = row.getLong("ran");
    Duration took = row.wasNull() ? null : Duration.ofMillis(ran);
    return new Heartbeat(
        Store.instant(row, "since"),
        Store.instant(row, "good"),
        Store.instant(row, "started"),
        Store.instant(row, "failed"),
        reported,
        took,
        Store.instant(row, "excused"));
  }
}
