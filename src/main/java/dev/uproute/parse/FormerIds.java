package dev.uproute.parse;

import dev.uproute.service.Service;
import dev.uproute.text.Shown;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The former ids ({@code was}) of the services of one list, and what is wrong with them. */
final class FormerIds {
  private final Map<String, Location> ids = new HashMap<>();
  private final Map<String, Node> former = new LinkedHashMap<>();

  void add(ServiceEntry entry, Service service, List<ConfigError> mistakes) {
    if (entry.id() != null) {
      ids.putIfAbsent(entry.id(), entry.place());
    }
    if (service.was() == null) {
      return;
    }
    Node written = entry.wasWritten();
    Node twin = former.putIfAbsent(service.was(), written);
    if (service.was().equals(entry.id())) {
      wrong(written, service.was(), "is the id it has now; write the one it had before", mistakes);
    } else if (twin != null) {
      String message =
          "is already the former id of another service, in line %d; one history goes to one";
      wrong(written, service.was(), message.formatted(twin.place().line()), mistakes);
    }
  }

  /** Tells of former ids that another service of the list has. */
  void check(List<ConfigError> mistakes) {
    former.forEach(
        (id, written) -> {
          Location place = ids.get(id);
          if (place != null
              && mistakes.stream().noneMatch(m -> m.place().equals(written.place()))) {
            String message =
                "is the id of the service in line %d, which is still listed; its history stays there";
            wrong(written, id, message.formatted(place.line()), mistakes);
          }
        });
  }

  private static void wrong(Node written, String id, String message, List<ConfigError> mistakes) {
    String text = Shown.quoted(id) + " " + message;
    mistakes.add(new ConfigError(written.place(), Keys.WAS.name(), text));
  }
}
