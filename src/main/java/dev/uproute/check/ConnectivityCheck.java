package dev.uproute.check;

import dev.uproute.parse.ConfigErrors;
import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.parse.Placeholders;
import dev.uproute.parse.Profiles;
import dev.uproute.parse.ServiceParser;
import dev.uproute.service.CheckType;
import dev.uproute.service.MonotonicClock;
import dev.uproute.service.Service;
import dev.uproute.service.Source;
import dev.uproute.service.Zone;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Variable;

/**
 * What is asked before a failure is believed: when none of the canaries of the service's side
 * answers, it is us who are cut off. However many services fail at once, the canaries are asked one
 * time and the answer is kept for 5 s. Thread-safe.
 */
public final class ConnectivityCheck {
  private static final String PATIENCE = "3s";
  private static final long WAIT = Duration.ofSeconds(4).toMillis();
  private static final Duration KEPT = Duration.ofSeconds(5);
  private static final Set<String> TYPES = Set.copyOf(CheckType.networkWords());

  private final Map<Zone, List<Service>> groups = new EnumMap<>(Zone.class);
  private final Map<Zone, Flight> flights = new EnumMap<>(Zone.class);
  private final Connectivity network;
  private final MonotonicClock clock;

  /**
   * One time the canaries are asked.
   *
   * @param at when, on the monotonic clock
   * @param offline whether none answered
   */
  private record Flight(Instant at, CompletableFuture<Boolean> offline) {}

  /**
   * @param external addresses, separated by commas, for services outside of our network; {@code
   *     none} = a failure is believed at once
   * @param local the same for those inside
   * @throws ConfigErrors when one of them is no address
   */
  public ConnectivityCheck(
      String external, String local, Connectivity network, MonotonicClock clock) {
    groups.put(Zone.EXTERNAL, services(external));
    groups.put(Zone.LOCAL, services(local));
    this.network = network;
    this.clock = clock;
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

  /** Whether the canaries have a say in this result. */
  public boolean doubted(Result result) {
    boolean failed = result.status() == Status.DOWN || result.status() == Status.TIMEOUT;
    Zone zone = result.service().zone();
    if (failed) {
      return !groups.get(zone).isEmpty() && !canary(result.service());
    }
    if (result.status() != Status.UNKNOWN && !groups.get(zone).isEmpty()) {
      network.online(zone);
    }
    return false;
  }

  private boolean canary(Service service) {
    for (List<Service> group : groups.values()) {
      for (Service each : group) {
        if (each == service) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether they are to be asked for this result; if not, somebody does so or just did. */
  public synchronized boolean turn(@Variable("doubted") Result result) {
    Zone zone = result.service().zone();
    Flight last = flights.get(zone);
    Instant now = clock.instant();
    if (last != null && now.isBefore(last.at.plus(KEPT))) {
      return false;
    }
    flights.put(zone, new Flight(now, new CompletableFuture<>()));
    return true;
  }

  /** Those to ask. */
  public List<Service> group(@Variable("doubted") Result result) {
    return groups.get(result.service().zone());
  }

  /** Takes what they answered. */
  public void received(@Variable("doubted") Result result, List<Result> answers) {
    Zone zone = result.service().zone();
    boolean offline = answers.stream().noneMatch(Result::up);
    if (!offline) {
      network.online(zone);
    }
    flight(zone).offline.complete(offline);
  }

  /** The result, or that nothing is known because we are offline. */
  public Result judge(@Variable("doubted") Result result) {
    try {
      if (!flight(result.service().zone()).offline.get(WAIT, TimeUnit.MILLISECONDS)) {
        return result;
      }
    } catch (TimeoutException | ExecutionException _) {
      return result;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return result;
    }
    network.offline(result.service());
    return result.unknown(Connectivity.reason());
  }

  private synchronized Flight flight(Zone zone) {
    return flights.get(zone);
  }
}
