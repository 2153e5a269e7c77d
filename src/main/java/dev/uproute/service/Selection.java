package dev.uproute.service;

import dev.uproute.text.Shown;
import dev.uproute.text.Suggestion;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Some of the services. Where no service, site or tag is named it is all of them, else those that
 * one of the three names. Immutable.
 *
 * @param services ids
 * @param tags a service must have all of them
 */
public record Selection(List<String> services, List<String> sites, Map<String, String> tags) {

  /** Whether this service is one of them. */
  public boolean covers(Service service) {
    return services.isEmpty() && sites.isEmpty() && tags.isEmpty()
        || services.contains(service.id())
        || sites.contains(service.site())
        || !tags.isEmpty() && service.tags().entrySet().containsAll(tags.entrySet());
  }

  /**
   * Which of its sites and tags no service has, so that it would be of fewer than somebody thinks:
   * key → sentence.
   */
  public Map<String, String> unmet(Collection<Service> all) {
    Map<String, String> unmet = new LinkedHashMap<>();
    Set<String> known = all.stream().map(Service::site).collect(Collectors.toSet());
    for (String site : sites) {
      if (!known.contains(site)) {
        String sentence = Shown.quoted(site) + " is the site of no service";
        unmet.putIfAbsent("sites", sentence + Suggestion.of(site, known));
      }
    }
    boolean met = all.stream().anyMatch(s -> s.tags().entrySet().containsAll(tags.entrySet()));
    if (!met && !tags.isEmpty()) {
      String pairs =
          tags.entrySet().stream()
              .map(tag -> tag.getKey() + ": " + tag.getValue())
              .collect(Collectors.joining(", "));
      unmet.put("tags", "no service has " + Shown.quoted(pairs));
    }
    return unmet;
  }
}
