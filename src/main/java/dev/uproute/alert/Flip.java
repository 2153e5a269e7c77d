package dev.uproute.alert;

import dev.uproute.check.Status;
import java.time.Instant;

/**
 * A service changed its state: the row that is stored with the result that caused it.
 *
 * @param id its key in the database; 0 before it is stored
 * @param service id of the service; null when it concerns none
 * @param at when the result that caused it was found
 * @param from the state before; UNKNOWN when there was none
 * @param to the state now
 * @param since when the state that ended had begun; null when there was none
 * @param reason the sentence of the result
 */
public record Flip(
    long id,
    String service,
    Instant at,
    Event event,
    Status from,
    Status to,
    Instant since,
    String reason) {

  /** One that is not stored yet. */
  public Flip(
      String service,
      Instant at,
      Event event,
      Status from,
      Status to,
      Instant since,
      String reason) {
    this(0, service, at, event, from, to, since, reason);
  }

  /** One that concerns no service. */
  public static Flip ours(Instant at, Event event, String reason) {
    return new Flip(null, at, event, Status.UNKNOWN, Status.UNKNOWN, null, reason);
  }
}
