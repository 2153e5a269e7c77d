package dev.uproute.service;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * A planned maintenance. Where no service, site or tag is named it is of all services, else of
 * those that one of the three names.
 *
 * @param name why, for people; empty when nobody said
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

  /** Whether it is open at a moment. */
  public boolean open(Instant at) {
    return when.open(at, zone);
  }

  /** Whether it is of this service. */
  public boolean covers(Service service) {
    return services.isEmpty() && sites.isEmpty() && tags.isEmpty()
        || services.contains(service.id())
        || sites.contains(service.site())
        || !tags.isEmpty() && service.tags().entrySet().containsAll(tags.entrySet());
  }
}
