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

  void add(ServiceEntry entry, Service service, List<ConfigError> errors) {
    if (entry.id() != null) {
      ids.putIfAbsent(entry.id(), entry.location());
    }
    if (service.was() == null) {
      return;
    }
    Node written = entry.wasWritten();
    Node twin = former.putIfAbsent(service.was(), written);
    if (service.was().equals(entry.id())) {
      invalid(written, service.was(), "is the id it has now; write the one it had before", errors);
    } else if (twin != null) {
      String message =
          "is already the former id of another service, in line %d; one history goes to one";
      invalid(written, service.was(), message.formatted(twin.location().line()), errors);
    }
  }

  /** Adds an error for each former id that another service of the list has. */
  void check(List<ConfigError> errors) {
    former.forEach(
        (id, written) -> {
          Location location = ids.get(id);
          if (location != null
              && errors.stream().noneMatch(m -> m.location().equals(written.location()))) {
            String message =
                "is the id of the service in line %d, which is still listed; its history stays there";
            invalid(written, id, message.formatted(location.line()), errors);
          }
        });
  }

  private static void invalid(Node written, String id, String message, List<ConfigError> errors) {
    String text = Shown.quoted(id) + " " + message;
    errors.add(new ConfigError(written.location(), Keys.WAS.name(), text));
  }
}
