package dev.uproute.record;

import dev.uproute.check.Status;
import dev.uproute.service.Escalation;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import dev.uproute.text.CommaList;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The services that are not watched any more: taken out of the list, or paused. What is remembered
 * of their state ends with the next transaction of route {@code record-batch}, and an outage that
 * lasts is closed with a flip that says so. Those that left while this program did not run are
 * found when every source has given its list. Thread-safe.
 */
public final class RemovedServices {
  private static final String PAUSED = "It is paused";
  private static final String GONE = "It was taken out of the list";

  private final Services services;
  private final List<String> sources;
  private final InstantSource clock;
  private final Map<String, Closing> left = new LinkedHashMap<>();
  private final Set<String> away = new HashSet<>();
  private Map<String, Service> watched = Map.of();
  private Map<String, Service> listed = Map.of();
  private Set<String> offered = Set.of();
  private boolean swept;
  private boolean sweeps;

  /**
   * One that is not watched any more.
   *
   * @param service as it was listed last; null when that was before this start
   * @param flip says that an outage is closed; null when there was none
   */
  public record Closing(String id, Service service, String why, Flip flip) {}

  /**
   * @param from names of all sources, with commas between them
   */
  public RemovedServices(Services services, String from, InstantSource clock) {
    this.services = services;
    this.sources = CommaList.of(from);
    this.clock = clock;
  }

  /** Takes a new list. */
  public synchronized void accept(List<Service> list) {
    Map<String, Service> before = watched;
    Map<String, Service> next = new HashMap<>();
    listed = new HashMap<>();
    for (Service service : list) {
      listed.put(service.id(), service);
      if (service.enabled()) {
        next.put(service.id(), service);
      }
    }
    watched = next;
    Set<String> moved = moved();
    before.forEach(
        (id, service) -> {
          if (!next.containsKey(id) && !moved.contains(id)) {
            left.put(id, new Closing(id, service, listed.containsKey(id) ? PAUSED : GONE, null));
            away.add(id);
          }
        });
    left.keySet().removeAll(next.keySet());
    away.removeAll(next.keySet());
  }

  /** The former ids of services that are watched under another one now. */
  private Set<String> moved() {
    Set<String> moved = new HashSet<>();
    watched.values().forEach(service -> moved.add(service.was()));
    return moved;
  }

  /** Whether a service is listed, paused or not. */
  synchronized boolean lists(String id) {
    return listed.containsKey(id);
  }

  /** Whether a result comes too late: its service left the list while it was being checked. */
  synchronized boolean late(String id) {
    return away.contains(id);
  }

  /** Whether there is something to close. */
  public synchronized boolean waits() {
    return !left.isEmpty() || !swept && services.received(sources);
  }

  /**
   * What is to be closed now; it is asked for again until {@link #closed} is called.
   *
   * @param streaks of all services that were ever checked
   */
  synchronized List<Closing> closings(Map<String, Streak> streaks) {
    Map<String, Closing> all = new LinkedHashMap<>(left);
    offered = Set.copyOf(left.keySet());
    sweeps = !swept && services.received(sources);
    if (sweeps) {
      Set<String> moved = moved();
      for (String id : streaks.keySet()) {
        if (!watched.containsKey(id) && !moved.contains(id)) {
          Service service = listed.get(id);
          all.putIfAbsent(id, new Closing(id, service, service == null ? GONE : PAUSED, null));
        }
      }
    }
    List<Closing> closings = new ArrayList<>();
    all.values().forEach(each -> add(closings, each, streaks.get(each.id())));
    return closings;
  }

  private void add(List<Closing> closings, Closing each, Streak streak) {
    if (streak == null || streak.state() == Status.UNKNOWN && streak.run().count() == 0) {
      return;
    }
    boolean trouble =
        Streak.failing(streak.state()) || streak.state().weak() || streak.unrest().flapping();
    Instant now = clock.instant();
    Flip flip =
        new Flip(
            each.id(), now, Event.UP, streak.state(), Status.UNKNOWN, streak.since(), each.why());
    Escalation list = each.service() == null ? null : services.escalation(each.service());
    Flip closing = flip.to(list == null ? null : list.everyone());
    closings.add(new Closing(each.id(), each.service(), each.why(), trouble ? closing : null));
  }

  /** The transaction that asked last has committed. */
  synchronized void closed() {
    swept |= sweeps;
    left.keySet().removeAll(offered);
  }
}
