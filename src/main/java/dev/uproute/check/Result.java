package dev.uproute.check;

import dev.uproute.service.Service;
import dev.uproute.text.Sentence;
import java.time.Instant;
import java.util.List;

/**
 * One check of one service.
 *
 * @param at when the check began
 * @param reason one plain sentence for people; is cleaned and cut to 200 characters here, so that
 *     whatever a target put into it, by whichever type of check, is safe to show
 * @param maintenance whether it was found while the service was in maintenance
 */
public record Result(
    Service service,
    Instant at,
    Status status,
    String reason,
    Evidence evidence,
    boolean maintenance) {

  public Result {
    reason = reason == null ? null : Sentence.clean(reason);
  }

  public Result(Service service, Instant at, Status status, String reason, Evidence evidence) {
    this(service, at, status, reason, evidence, false);
  }

  /** Whether this result counts as online in an uptime; null when it is in neither count. */
  public Boolean online() {
    return maintenance || status == Status.UNKNOWN ? null : (Boolean) up();
  }

  /** Whether the target was found online, in an uptime or not. */
  public boolean up() {
    return status == Status.UP
        || status == Status.PARTIAL
        || status == Status.DEGRADED && service.expect().degradedIsOnline();
  }

  /** The same with what each location found. */
  public Result of(List<LocationVote> votes) {
    return new Result(service, at, status, reason, evidence.of(votes), maintenance);
  }

  /** The same at another time. */
  public Result at(Instant time) {
    return new Result(service, time, status, reason, evidence, maintenance);
  }

  public Result withAttempts(int count) {
    return new Result(service, at, status, reason, evidence.withAttempts(count), maintenance);
  }

  public Result inMaintenance() {
    return new Result(service, at, status, reason, evidence, true);
  }

  /** The same check, but nothing valid was found: the reason lies with us. */
  public Result unknown(String why) {
    return new Result(service, at, Status.UNKNOWN, why, evidence, maintenance);
  }
}
