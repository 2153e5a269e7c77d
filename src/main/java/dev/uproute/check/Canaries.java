package dev.uproute.check;

import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.parse.Placeholders;
import dev.uproute.parse.Profiles;
import dev.uproute.parse.ServiceParser;
import dev.uproute.service.CheckType;
import dev.uproute.service.Service;
import dev.uproute.service.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is asked whether our own network works: services of ours, which the settings {@code
 * uproute.canaries} name for each side of it. Immutable.
 */
public final class Canaries {
  private static final String PATIENCE = "3s";
  private static final Set<String> TYPES = Set.copyOf(CheckType.networkWords());

  private final Map<Service.Zone, List<Service>> groups = new EnumMap<>(Service.Zone.class);

  /**
   * @param external addresses, separated by commas, for services outside of our network; {@code
   *     none} = a failure is believed at once
   * @param local the same for those inside
   * @throws ConfigErrors when one of them is no address
   */
  Canaries(String external, String local) {
    groups.put(Service.Zone.EXTERNAL, services(external));
    groups.put(Service.Zone.LOCAL, services(local));
  }

  /** Whether a setting names canaries, or none. */
  public static boolean understood(String text) {
    try {
      return !text.isEmpty() && services(text) != null;
    } catch (ConfigErrors _) {
      return false;
    }
  }

  private static List<Service> services(String text) {
    if (text.equals("none")) {
      return List.of();
    }
    ServiceParser parser =
        new ServiceParser(
            Source.FILE, TYPES, new Profiles(Path.of("profiles")), Placeholders.refused());
    List<Service> services = new ArrayList<>();
    for (String url : text.split(",", -1)) {
      Location location = new Location("uproute.canaries", 0, 0);
      services.add(
          parser.one(
              new Node.Fields(
                  location,
                  List.of(
                      field(location, "id", "canary-" + (services.size() + 1)),
                      field(location, "url", url.strip()),
                      field(location, "timeout", PATIENCE)))));
    }
    return List.copyOf(services);
  }

  private static Node.Field field(Location location, String name, String value) {
    return new Node.Field(location, name, new Node.Text(location, value));
  }

  /** Those of a side; none when a failure there is believed at once. */
  List<Service> of(Service.Zone zone) {
    return groups.get(zone);
  }

  /** Whether this is one of them. */
  boolean contain(Service service) {
    for (List<Service> group : groups.values()) {
      for (Service each : group) {
        if (each == service) {
          return true;
        }
      }
    }
    return false;
  }
}
