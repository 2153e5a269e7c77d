package dev.uproute.check;

import dev.uproute.service.Service;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/**
 * Whether it is us who are cut off, on either side of our router: what fails then says nothing of
 * the services. Thread-safe.
 *
 * <ol>
 *   <li>A name server that fails is ours, until the servers answer for another name of that side:
 *       when one name alone has failed for half a minute, the fault lies with the name.
 *   <li>An outage of ours begins with the first service that could not be judged and is reported
 *       once, when it is over: a name that failed is resolved again, or a canary answers.
 * </ol>
 */
public final class Connectivity {
  /** A name that alone is not resolved is the name's fault after this time. */
  private static final long ALONE = Duration.ofSeconds(30).toMillis();

  /** A name nobody asks for any more keeps no outage open longer than this. */
  private static final long FORGOTTEN = Duration.ofMinutes(10).toMillis();

  private static final int KNOWN = 16;
  private static final String CANARIES = "no canary answered";

  private final InstantSource clock;
  private final Map<Service.Zone, Side> sides = new EnumMap<>(Service.Zone.class);
  private final Queue<Outage> over = new ConcurrentLinkedQueue<>();

  /**
   * An outage of ours that is over.
   *
   * @param cause how it showed
   * @param services how many could not be judged
   */
  public record Outage(Service.Zone zone, String cause, Instant from, Instant to, int services) {}

  /** A name that is not resolved. */
  private static final class Failing {
    private final long since;
    private long last;
    private boolean theirs;

    private Failing(long now) {
      this.since = now;
    }
  }

  /** One side of the router. Guarded by itself but for what is volatile. */
  private static final class Side {
    private final Map<String, Failing> failing = new HashMap<>();
    private final LinkedHashSet<String> known = new LinkedHashSet<>();
    private final Set<String> services = new HashSet<>();
    private boolean names;
    private String cause;
    private long since;
    private volatile boolean trouble;

    private boolean ours() {
      return failing.values().stream().anyMatch(each -> !each.theirs);
    }
  }

  public Connectivity(InstantSource clock) {
    this.clock = clock;
    for (Service.Zone zone : Service.Zone.values()) {
      sides.put(zone, new Side());
    }
  }

  /** Whether an outage of ours is over that was not taken yet. */
  public boolean over() {
    return !over.isEmpty();
  }

  /** Takes the outages that are over, in the order in which they ended. */
  public List<Outage> take() {
    return Stream.generate(over::poll).takeWhile(Objects::nonNull).toList();
  }

  /** Whether the name of this host was not resolved last time. */
  boolean failing(Service service, String host) {
    Side side = sides.get(service.zone());
    if (!side.trouble) {
      return false;
    }
    synchronized (side) {
      return side.failing.containsKey(host);
    }
  }

  /**
   * The name servers failed at this host, which is ours so far.
   *
   * @param cause what they did
   * @return another name by which to find out whether they work; null when it is too early, or none
   *     is known
   */
  String failed(Service service, String host, String cause) {
    Side side = sides.get(service.zone());
    synchronized (side) {
      long now = clock.millis();
      side.trouble = true;
      Failing failing = side.failing.computeIfAbsent(host, _ -> new Failing(now));
      failing.last = now;
      failing.theirs = false;
      begin(side, true, cause, now, service);
      return now - failing.since < ALONE ? null : other(side, host);
    }
  }

  private static String other(Side side, String host) {
    return side.known.reversed().stream()
        .filter(name -> !name.equals(host) && !side.failing.containsKey(name))
        .findFirst()
        .orElse(null);
  }

  /** The name servers work for other names: it is not us, and nothing is reported of us. */
  void theirs(Service service, String host) {
    Side side = sides.get(service.zone());
    synchronized (side) {
      Failing failing = side.failing.get(host);
      if (failing != null) {
        failing.theirs = true;
      }
      side.services.remove(service.id());
      if (side.names && !side.ours()) {
        end(service.zone(), side, clock.millis(), false);
      }
    }
  }

  /** A name server just answered for the name of this host. */
  void resolved(Service service, String host) {
    Side side = sides.get(service.zone());
    synchronized (side) {
      side.known.remove(host);
      side.known.add(host);
      if (side.known.size() > KNOWN) {
        side.known.removeFirst();
      }
      if (!side.trouble) {
        return;
      }
      long now = clock.millis();
      Failing failing = side.failing.remove(host);
      boolean again = failing != null && !failing.theirs;
      boolean old = side.failing.values().removeIf(each -> now - each.last > FORGOTTEN);
      if (side.names && (again || old && !side.ours())) {
        end(service.zone(), side, now, true);
      }
      side.trouble = side.cause != null || !side.failing.isEmpty();
    }
  }

  /** No canary of this service's side answered. */
  void offline(Service service) {
    Side side = sides.get(service.zone());
    synchronized (side) {
      side.trouble = true;
      begin(side, false, CANARIES, clock.millis(), service);
    }
  }

  /** Whether no canary of this side answered when it was last asked. */
  public boolean offline(Service.Zone zone) {
    Side side = sides.get(zone);
    if (!side.trouble) {
      return false;
    }
    synchronized (side) {
      return CANARIES.equals(side.cause);
    }
  }

  /** Something on this side answered. */
  void online(Service.Zone zone) {
    Side side = sides.get(zone);
    if (!side.trouble) {
      return;
    }
    synchronized (side) {
      if (side.cause != null && !side.names) {
        end(zone, side, clock.millis(), true);
        side.trouble = !side.failing.isEmpty();
      }
    }
  }

  /** The reason of what could not be judged because no canary answered. */
  static String reason() {
    return "Uproute itself is offline: " + CANARIES;
  }

  private static void begin(Side side, boolean names, String cause, long now, Service service) {
    if (side.cause == null) {
      side.names = names;
      side.cause = cause;
      side.since = now;
    }
    side.services.add(service.id());
  }

  private void end(Service.Zone zone, Side side, long now, boolean notified) {
    Outage outage =
        new Outage(
            zone,
            side.cause,
            Instant.ofEpochMilli(side.since),
            Instant.ofEpochMilli(now),
            side.services.size());
    side.cause = null;
    side.names = false;
    side.services.clear();
    if (notified) {
      over.add(outage);
    }
  }
}
