package dev.uproute.alert;

import dev.uproute.check.Status;
import java.time.Instant;

/**
 * A service changed its state: the row that is stored with the result that caused it.
 *
 * @param service id of the service
 * @param at when the result that caused it was found
 * @param from the state before; UNKNOWN when there was none
 * @param to the state now
 * @param since when the state that ended had begun; null when there was none
 * @param reason the sentence of the result
 */
public record Flip(
    String service,
    Instant at,
    Event event,
    Status from,
    Status to,
    Instant since,
    String reason) {}
