package dev.uproute.check;

import java.time.Instant;

/**
 * What a verdict rests on. Nulls stand for what does not exist for the protocol or was not reached.
 *
 * @param httpStatus status code of the last answer
 * @param response response time in microseconds; null for UDP and where nothing answered
 * @param phases where that time went
 * @param address the address that was dialled, as text, without the port
 * @param attempts how many attempts the check took, from 1
 * @param certificateExpires end of the leaf certificate's validity, known even when it was refused
 */
public record Evidence(
    Integer httpStatus,
    Long response,
    Phases phases,
    String address,
    int attempts,
    Instant certificateExpires) {
  public static final Evidence NONE = new Evidence(null, null, Phases.NONE, null, 1, null);

  public Evidence withAttempts(int count) {
    return count == attempts
        ? this
        : new Evidence(httpStatus, response, phases, address, count, certificateExpires);
  }
}
