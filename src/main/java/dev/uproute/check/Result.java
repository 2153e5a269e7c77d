package dev.uproute.check;

import dev.uproute.service.Service;
import java.time.Instant;

/**
 * One check of one service.
 *
 * @param at when the check began
 * @param reason one plain sentence for people, at most 200 characters, free of control characters
 */
public record Result(Service service, Instant at, Status status, String reason, Evidence evidence) {

  /**
   * Whether this result counts as online in an uptime; null when it is in neither count (SPEC §3).
   */
  public Boolean online() {
    return switch (status) {
      case UP -> true;
      case DEGRADED -> service.expect().degradedIsOnline();
      case UNKNOWN -> null;
      default -> false;
    };
  }

  public Result withAttempts(int count) {
    return new Result(service, at, status, reason, evidence.withAttempts(count));
  }
}
