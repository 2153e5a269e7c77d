package dev.uproute.record;

import dev.uproute.check.Status;
import java.time.Instant;
import java.util.Set;

/**
 * A service changed its state: the row that is stored with the result that caused it.
 *
 * @param id its key in the database; 0 before it is stored
 * @param service id of the service; null when it concerns none
 * @param at when the result that caused it was found
 * @param from the state before; UNKNOWN when there was none. Of an error budget: see {@link Burn}
 * @param to the state now
 * @param since when the state that ended had begun; null when there was none
 * @param reason the sentence of the result
 * @param suppressed why nobody is notified of it; null when somebody may be
 * @param channels whom an escalation list notifies of it, or who was notified of what ends, of an
 *     {@code up} who else may know of the outage; null where none decides, and of one that was
 *     stored
 */
public record Flip(
    long id,
    String service,
    Instant at,
    Event event,
    Status from,
    Status to,
    Instant since,
    String reason,
    String suppressed,
    Set<String> channels) {

  /** One that is stored, perhaps elsewhere. */
  public Flip(
      long id,
      String service,
      Instant at,
      Event event,
      Status from,
      Status to,
      Instant since,
      String reason,
      String suppressed) {
    this(id, service, at, event, from, to, since, reason, suppressed, null);
  }

  /** One of which people may be notified. */
  public Flip(
      long id,
      String service,
      Instant at,
      Event event,
      Status from,
      Status to,
      Instant since,
      String reason) {
    this(id, service, at, event, from, to, since, reason, null);
  }

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

  /** Whether it closes an outage because its service is not watched any more. */
  public boolean closes() {
    return event == Event.UP && to == Status.UNKNOWN;
  }

  /** Whether an error budget is used up faster than before. */
  public boolean burns() {
    return event == Event.BUDGET && Burn.of(to).compareTo(Burn.of(from)) > 0;
  }

  /** How much somebody has to care; what is over is for information. */
  public Severity severity() {
    return event == Event.BUDGET && !burns() ? Severity.INFO : matters();
  }

  /** The same, but what is over is as severe as it was. */
  public Severity matters() {
    return event == Event.BUDGET ? Burn.of(burns() ? to : from).severity() : event.severity();
  }

  /** The same, of a service whose id changed. */
  Flip of(String id) {
    return id.equals(service)
        ? this
        : new Flip(this.id, id, at, event, from, to, since, reason, suppressed, channels);
  }

  /** The same, but nobody is notified. */
  Flip suppressed(String why) {
    return new Flip(id, service, at, event, from, to, since, reason, why, channels);
  }

  /** The same, of which these channels are notified. */
  public Flip to(Set<String> names) {
    return new Flip(id, service, at, event, from, to, since, reason, suppressed, names);
  }

  /** Whether it says how a service is, after a time in which changes were not notified. */
  public boolean restates() {
    return from == to && event.turns() && event != Event.ESCALATED;
  }

  /** One that concerns no service. */
  public static Flip ours(Instant at, Event event, String reason) {
    return new Flip(null, at, event, Status.UNKNOWN, Status.UNKNOWN, null, reason);
  }
}
