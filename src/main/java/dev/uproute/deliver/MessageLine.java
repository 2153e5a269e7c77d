package dev.uproute.deliver;

import dev.uproute.check.Status;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a {@link Message} says of one service, or of ourselves. Several flips of a service that wait
 * together are one line: down and up again is an {@code up} with the whole time in {@code since}
 * and {@code until}, down and escalated is an {@code escalated}.
 *
 * @param event what matters now
 * @param service id of the service; null for what concerns none
 * @param name for people; null for what concerns no service
 * @param site null for what concerns no service
 * @param url what of the target may be shown to everybody; empty when that is nothing
 * @param link page of the service; null when no status page is configured
 * @param from the state before the first of the flips
 * @param to the state after the last of them
 * @param since when the trouble began; null when it is not known or there is none
 * @param until when it ended; null while it lasts
 * @param reason why, one sentence of at most 200 characters without control characters; of a report
 *     its lines
 * @param tags of the service
 * @param flips what this line stands for, in order, at least one
 * @param incident what receivers know its incidents by: the id, or the former one, so that one that
 *     began under it is found again; null for what concerns no service
 * @param acknowledge address at which the outage is acknowledged; null when there is none
 */
public record MessageLine(
    Event event,
    String service,
    String name,
    String site,
    String url,
    String link,
    Status from,
    Status to,
    Instant since,
    Instant until,
    String reason,
    Map<String, String> tags,
    List<Flip> flips,
    String incident,
    String acknowledge) {

  /** One of a service that always had its id, without a link to acknowledge by. */
  public MessageLine(
      Event event,
      String service,
      String name,
      String site,
      String url,
      String link,
      Status from,
      Status to,
      Instant since,
      Instant until,
      String reason,
      Map<String, String> tags,
      List<Flip> flips) {
    this(
        event, service, name, site, url, link, from, to, since, until, reason, tags, flips, service,
        null);
  }

  /** Whether it closes an outage because its service is not watched any more. */
  public boolean closes() {
    return flips.getLast().closes();
  }
}
