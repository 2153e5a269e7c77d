package dev.uproute.setting;

import dev.uproute.deliver.Channel;
import dev.uproute.deliver.Channels;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.service.Window;
import dev.uproute.text.CommaList;
import dev.uproute.text.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Filters of channels and maintenance windows that match no service. A list may grow, so it is no
 * error, and logged once. Keeps what was logged; thread-safe.
 */
public final class UnmatchedFilters {
  private static final Logger LOG = LoggerFactory.getLogger(UnmatchedFilters.class);

  private final Services services;
  private final Channels channels;
  private final Set<String> sources;
  private final Set<String> reported = new HashSet<>();

  /**
   * @param from the names of the sources that list services, separated by commas
   */
  public UnmatchedFilters(Services services, Channels channels, String from) {
    this.services = services;
    this.channels = channels;
    this.sources = Set.copyOf(CommaList.of(from));
  }

  /** Warns of a list, when every source has given its list. */
  public synchronized void warn(List<Service> list) {
    Set<String> received =
        services.state().stream()
            .filter(source -> source.lastGood() != null)
            .map(Services.SourceState::source)
            .collect(Collectors.toSet());
    if (received.containsAll(sources)) {
      sentences(list, services.windows()).stream().filter(reported::add).forEach(LOG::warn);
    }
  }

  /** A sentence for each, whichever sources have given their lists. */
  public List<String> sentences(List<Service> list, List<Window> windows) {
    List<String> sentences = new ArrayList<>();
    for (Channel channel : channels.all()) {
      String key = "uproute.alert." + channel.name() + ".services: ";
      for (String filter : channel.services()) {
        if (list.stream().noneMatch(service -> Channel.matches(filter, service))) {
          Set<String> ids = list.stream().map(Service::id).collect(Collectors.toSet());
          sentences.add(key + "'" + filter + "' matches no service" + Suggestion.of(filter, ids));
        }
      }
    }
    for (Window window : windows) {
      String name = window.name().isEmpty() ? "maintenance" : "maintenance " + window.name();
      window.unmet(list).forEach((field, why) -> sentences.add(name + ": " + field + ": " + why));
    }
    list.stream()
        .filter(this::reachesNoChannel)
        .forEach(service -> sentences.add(sentence(service)));
    list.stream()
        .filter(services.escalations()::unknown)
        .forEach(service -> sentences.add(noList(service)));
    return sentences;
  }

  /**
   * Whether it names channels all of which leave it out again, and no escalation list is for it.
   */
  private boolean reachesNoChannel(Service service) {
    return service.channels() != null
        && !service.channels().isEmpty()
        && services.escalation(service) == null
        && channels.all().stream().noneMatch(channel -> channel.concerns(service));
  }

  private String noList(Service service) {
    List<String> names = services.escalations().names();
    return "%s: escalation: '%s' is no escalation list, so the first that is for it counts; there are: %s"
        .formatted(
            service.id(),
            service.escalation(),
            names.isEmpty() ? "none" : String.join(", ", names));
  }

  private static String sentence(Service service) {
    String filters =
        service.channels().stream()
            .map(channel -> "uproute.alert." + channel + ".services")
            .collect(Collectors.joining(", "));
    return service.id() + ": nobody is notified of it, its channels leave it out: " + filters;
  }
}
