package dev.uproute.location;

import dev.uproute.check.Result;
import dev.uproute.service.Service;
import java.time.Duration;
import java.time.Instant;

/**
 * What a location found.
 *
 * @param result by our clock; its time is that of the check
 * @param age how long ago its check began
 * @param slot the time of the check by the clock of the location, the same whenever it is handed
 *     in: with the service and the location it names the check
 */
public record LocationResult(String location, Result result, Duration age, Instant slot) {
  public Service service() {
    return result.service();
  }
}
