package dev.uproute.service;

import java.time.Instant;

/**
 * How one source of services is doing, for pages and status.
 *
 * @param lastGood when its list was last accepted; null = never
 * @param count services it lists
 * @param refused rows it has beside them that are not as allowed, so they are left out
 * @param error why its last list was not taken, one error a line; null when all is well
 */
public record SourceState(String source, Instant lastGood, int count, int refused, String error) {

  SourceState failing(String reason) {
    return new SourceState(source, lastGood, count, refused, reason);
  }
}
