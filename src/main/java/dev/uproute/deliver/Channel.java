package dev.uproute.deliver;

import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.record.Severity;
import dev.uproute.service.Service;
import java.util.List;
import java.util.Set;

/**
 * One alert channel as the settings describe it. Immutable.
 *
 * @param to the endpoint its messages go to
 * @param events what it wants to be notified
 * @param least the least severity it wants; a recovery comes wherever its outage was notified
 * @param services what of the services it wants: ids, where {@code *} stands for any text, {@code
 *     site:x}, {@code tag:k=v}; empty = all
 * @param hash of all its settings: another one when any of them changed
 */
public record Channel(
    String name, String to, Set<Event> events, Severity least, List<String> services, String hash) {

  /**
   * Whether a delivery is made of a flip. Whom a step of an escalation list names gets it whatever
   * else is set, and nobody else does.
   *
   * @param service null when it concerns none
   */
  public boolean wants(Flip flip, Service service) {
    boolean named = flip.channels() != null && flip.channels().contains(name);
    if (flip.channels() != null && flip.event() != Event.UP) {
      return named;
    }
    boolean severe = flip.event() == Event.UP || flip.matters().compareTo(least) >= 0;
    return severe
        && events.contains(flip.event())
        && (named || service == null || concerns(service));
  }

  /** Whether it is notified when something is wrong, and so knows what a recovery ends. */
  boolean getsTrouble() {
    return events.stream().anyMatch(event -> event.lasts() && event != Event.UP);
  }

  /** Whether it is notified of a service at all. */
  public boolean concerns(Service service) {
    boolean named = service.channels() == null || service.channels().contains(name);
    return named
        && (services.isEmpty() || services.stream().anyMatch(filter -> matches(filter, service)));
  }

  /** Whether one of the filters under {@code services} is for a service. */
  public static boolean matches(String filter, Service service) {
    if (filter.startsWith("site:")) {
      return like(filter.substring(5), service.site());
    }
    if (filter.startsWith("tag:")) {
      int equals = filter.indexOf('=');
      String value = service.tags().get(filter.substring(4, equals));
      return value != null && like(filter.substring(equals + 1), value);
    }
    return like(filter, service.id());
  }

  /** By hand, because a regular expression made of many stars could take for ever. */
  private static boolean like(String pattern, String text) {
    String[] parts = pattern.split("\\*", -1);
    if (parts.length == 1) {
      return pattern.equals(text);
    }
    int from = parts[0].length();
    int end = text.length() - parts[parts.length - 1].length();
    if (end < from || !text.startsWith(parts[0]) || !text.endsWith(parts[parts.length - 1])) {
      return false;
    }
    for (int i = 1; i < parts.length - 1; i++) {
      int found = text.indexOf(parts[i], from);
      if (found < 0 || found + parts[i].length() > end) {
        return false;
      }
      from = found + parts[i].length();
    }
    return true;
  }
}
