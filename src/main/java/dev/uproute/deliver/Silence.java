package dev.uproute.deliver;

import dev.uproute.check.Connectivity;
import dev.uproute.check.Connectivity.Outage;
import dev.uproute.check.Maintenance;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.record.Rechecks;
import dev.uproute.record.Streak;
import dev.uproute.record.Streaks;
import dev.uproute.schedule.Schedule;
import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Variable;

/**
 * The silences: of which services nothing is notified now, and why. Remembers who is silent, in
 * memory. Thread-safe.
 *
 * <ol>
 *   <li>In maintenance nothing of the service is notified, and nothing while our own network is
 *       down on its side.
 *   <li>While something it depends on fails, directly or through others, nothing is notified but
 *       its recovery, its certificate and that it is flapping.
 *   <li>When its silence ends it is checked at once, and nothing is notified before the result is
 *       there: what was found before says nothing any more.
 * </ol>
 */
public final class Silence {
  private final Maintenance maintenance;
  private final Services services;
  private final Streaks streaks;
  private final Connectivity network;
  private final Rechecks rechecks;
  private final Schedule schedule;
  private final Map<String, String> silent = new HashMap<>();
  private volatile DependencyGraph dependencies = new DependencyGraph(List.of());

  public Silence(
      Maintenance maintenance,
      Services services,
      Streaks streaks,
      Connectivity network,
      Rechecks rechecks,
      Schedule schedule) {
    this.maintenance = maintenance;
    this.services = services;
    this.streaks = streaks;
    this.network = network;
    this.rechecks = rechecks;
    this.schedule = schedule;
  }

  /** Takes a new list. */
  public synchronized void accept(List<Service> list) {
    dependencies = new DependencyGraph(list);
    silent.keySet().retainAll(list.stream().map(Service::id).collect(Collectors.toSet()));
  }

  /**
   * The reason why a flip is held, such as "maintenance"; null when it may be notified.
   *
   * @param service null when it is not watched any more, or the flip concerns none
   */
  public String reason(Flip flip, Service service) {
    if (service == null) {
      return flip.service() == null ? null : rechecks.reason(flip.service());
    }
    // with the streaks comes what was held when this run began
    streaks.of(service.id());
    String why = follow(List.of(service)).get(service.id());
    boolean trouble = flip.event().turns() && flip.event() != Event.UP || flip.burns();
    if (why != null && !trouble && flip.event() != Event.REMINDER && whole(service) == null) {
      // behind something that is down only trouble is held
      why = null;
    }
    return why != null ? why : rechecks.reason(service.id());
  }

  /** Notes which silences have begun or ended; called every second. */
  public void update() {
    if (any()) {
      follow(services.current());
    }
  }

  /** Our own network works again: what is watched there is checked at once. */
  public void over(@Variable("outages") List<Outage> outages) {
    Set<Service.Zone> sides = outages.stream().map(Outage::zone).collect(Collectors.toSet());
    List<Service> list =
        services.current().stream().filter(service -> sides.contains(service.zone())).toList();
    list.forEach(service -> rechecks.begin(service.id(), "Uproute itself was offline"));
    schedule.again(list.stream().map(Service::id).toList());
  }

  private synchronized boolean any() {
    boolean offline = network.offline(Service.Zone.LOCAL) || network.offline(Service.Zone.EXTERNAL);
    return !silent.isEmpty()
        || maintenance.any()
        || offline
        || dependencies.parents().stream().anyMatch(this::fails);
  }

  /** Why each of these services is silent now; those that no longer are, are checked anew. */
  private synchronized Map<String, String> follow(Collection<Service> list) {
    Map<String, String> reasons = new HashMap<>();
    List<String> ended = new ArrayList<>();
    for (Service service : list) {
      String id = service.id();
      String why = silence(service);
      if (!service.enabled()) {
        silent.remove(id);
        rechecks.cancel(id);
      } else if (why != null) {
        silent.put(id, why);
        reasons.put(id, why);
        rechecks.silence(id);
      } else if (silent.containsKey(id)) {
        rechecks.begin(id, silent.remove(id));
        ended.add(id);
      }
    }
    schedule.again(ended);
    return reasons;
  }

  private String silence(Service service) {
    String whole = whole(service);
    return whole != null ? whole : dependence(service);
  }

  /** Why nothing at all of a service is notified. */
  private String whole(Service service) {
    String planned = maintenance.reason(service);
    if (planned != null) {
      return planned.isEmpty() ? "maintenance" : "maintenance: " + planned;
    }
    return network.offline(service.zone()) ? "Uproute itself is offline" : null;
  }

  private String dependence(Service service) {
    for (Service parent : dependencies.ancestors(service)) {
      if (parent.enabled() && fails(parent.id())) {
        return "depends on " + parent.id() + ", which is down";
      }
    }
    return null;
  }

  private boolean fails(String id) {
    Streak streak = streaks.of(id);
    return Streak.failing(streak.state()) || Streak.failing(streak.run().status());
  }
}
