package dev.uproute.service;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A planned maintenance. Where no service, site or tag is named it is of all services, else of
 * those that one of the three names.
 *
 * @param name why, for people; empty when no reason is given
 * @param services ids
 * @param tags a service must have all of them
 */
public record Window(
    String name,
    Recurrence when,
    ZoneId zone,
    List<String> services,
    List<String> sites,
    Map<String, String> tags) {

  /** Whether it is open at a time. */
  public boolean open(Instant at) {
    return when.open(at, zone);
  }

  /** When it is open within a span of time, in order. */
  public List<Recurrence.Opening> openings(Instant from, Instant to) {
    return when.openings(from, to, zone);
  }

  /** Whether it is of this service. */
  public boolean covers(Service service) {
    return selection().covers(service);
  }

  /** As {@link Selection#unmet}. */
  public Map<String, String> unmet(Collection<Service> all) {
    return selection().unmet(all);
  }

  private Selection selection() {
    return new Selection(services, sites, tags);
  }
}
