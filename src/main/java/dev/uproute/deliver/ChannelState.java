package dev.uproute.deliver;

import java.time.Instant;

/**
 * How a channel fares: its row in the database. Times are of the monotonic clock.
 *
 * @param notBefore nothing is sent before this time; null = now
 * @param failures how often it failed in a row
 * @param since when it began to fail; null while it works
 * @param off nothing is sent until its settings change
 * @param notified whether the other channels know that it fails
 * @param reason what the receiver last answered
 */
record ChannelState(
    Instant notBefore, int failures, Instant since, boolean off, boolean notified, String reason) {

  /** The word of column state. */
  String word() {
    return off ? "off" : failures == 0 ? "ok" : "later";
  }
}
