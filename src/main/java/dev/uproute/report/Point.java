package dev.uproute.report;

import dev.uproute.check.Status;
import java.time.Instant;

/**
 * The last result of one minute, as pages need it.
 *
 * @param response response time in microseconds; null when there was none
 * @param maintenance whether the service was in maintenance: whatever was found then is no fault
 */
public record Point(Instant at, Status status, Long response, boolean maintenance) {
  /** One that was found outside of a maintenance. */
  public Point(Instant at, Status status, Long response) {
    this(at, status, response, false);
  }

  public StatusLabel face() {
    return maintenance ? StatusLabel.MAINTENANCE : StatusLabel.of(status);
  }
}
