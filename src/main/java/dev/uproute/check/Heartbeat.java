package dev.uproute.check;

import java.time.Duration;
import java.time.Instant;

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
  /** Of a service that is not listed, or was not until now. */
  static final Heartbeat NONE = new Heartbeat(null, null, null, null, null, null, null);

  /** Of a service that is listed from now on. */
  static Heartbeat listed(Instant now) {
    return new Heartbeat(now, null, null, null, null, null, null);
  }

  /** After this signal. */
  Heartbeat received(HeartbeatSignal signal, Instant now) {
    if (signal == HeartbeatSignal.START) {
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
}
