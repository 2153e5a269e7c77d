package dev.uproute.check;

import dev.uproute.service.Service;
import dev.uproute.service.Zone;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Whether it is us who are cut off, on either side of our router: what fails then says nothing of
 * the services (P11). Thread-safe.
 *
 * <ol>
 *   <li>A name server that does not answer is ours, until another name of that side was resolved
 *       since: then the fault lies with the name.
 *   <li>An outage of ours begins with the first service that could not be judged and is told once,
 *       when it is over: a name that failed is resolved again, or a canary answers.
 * </ol>
 */
public final class OwnNetwork {
  /** Java gives out a name it resolved for so long, so an answer proves nothing younger. */
  private static final long CACHED = Duration.ofSeconds(30).toMillis();

  private static final String NAMES = "no name server answered";
  private static final String CANARIES = "no canary answered";

  private final InstantSource clock;
  private final Map<Zone, Side> sides = new EnumMap<>(Zone.class);
  private final List<Consumer<Outage>> listeners = new CopyOnWriteArrayList<>();

  /**
   * An outage of ours that is over.
   *
   * @param cause how it showed
   * @param services how many could not be judged
   */
  public record Outage(Zone zone, String cause, Instant from, Instant to, int services) {}

  /** One side of the router. Guarded by itself but for what is volatile. */
  private static final class Side {
    private final Map<String, Long> failing = new HashMap<>();
    private final Set<String> services = new HashSet<>();
    private String cause;
    private long since;
    private volatile long resolved = Long.MIN_VALUE / 2;
    private volatile boolean trouble;
  }

  public OwnNetwork(InstantSource clock) {
    this.clock = clock;
    for (Zone zone : Zone.values()) {
      sides.put(zone, new Side());
    }
  }

  /** Tells a listener of each outage when it is over. */
  public void onOver(Consumer<Outage> listener) {
    listeners.add(listener);
  }

  /** No name server answered for this host; returns whether that is our own failure. */
  boolean silent(Service service, String host) {
    Side side = sides.get(service.zone());
    synchronized (side) {
      long now = clock.millis();
      side.trouble = true;
      Long since = side.failing.putIfAbsent(host, now);
      if (since != null && side.resolved > since + CACHED) {
        return false;
      }
      begin(side, NAMES, now, service);
      return true;
    }
  }

  /** The name of this host was resolved. */
  void resolved(Service service, String host) {
    Side side = sides.get(service.zone());
    long now = clock.millis();
    side.resolved = now;
    if (!side.trouble) {
      return;
    }
    synchronized (side) {
      int failing = side.failing.size();
      boolean again = side.failing.remove(host) != null;
      boolean proof = again || now > side.since + CACHED;
      if (NAMES.equals(side.cause) && proof) {
        // where all others could be resolved and one alone could not, it was not us
        end(service.zone(), side, now, again || failing > 1);
      }
      side.trouble = side.cause != null || !side.failing.isEmpty();
    }
  }

  /** No canary of this service's side answered. */
  void offline(Service service) {
    Side side = sides.get(service.zone());
    synchronized (side) {
      side.trouble = true;
      begin(side, CANARIES, clock.millis(), service);
    }
  }

  /** Whether no canary of this side answered when it was last asked. */
  public boolean offline(Zone zone) {
    Side side = sides.get(zone);
    if (!side.trouble) {
      return false;
    }
    synchronized (side) {
      return CANARIES.equals(side.cause);
    }
  }

  /** Something on this side answered. */
  void online(Zone zone) {
    Side side = sides.get(zone);
    if (!side.trouble) {
      return;
    }
    synchronized (side) {
      if (CANARIES.equals(side.cause)) {
        end(zone, side, clock.millis(), true);
        side.trouble = !side.failing.isEmpty();
      }
    }
  }

  /** The reason of what could not be judged. */
  static String reason(boolean names) {
    return "Uproute itself is offline: " + (names ? NAMES : CANARIES);
  }

  private static void begin(Side side, String cause, long now, Service service) {
    if (side.cause == null) {
      side.cause = cause;
      side.since = now;
    }
    side.services.add(service.id());
  }

  private void end(Zone zone, Side side, long now, boolean told) {
    Outage outage =
        new Outage(
            zone,
            side.cause,
            Instant.ofEpochMilli(side.since),
            Instant.ofEpochMilli(now),
            side.services.size());
    side.cause = null;
    side.services.clear();
    if (told) {
      listeners.forEach(listener -> listener.accept(outage));
    }
  }
}
