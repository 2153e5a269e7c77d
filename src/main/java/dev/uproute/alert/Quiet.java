package dev.uproute.alert;

import dev.uproute.service.Service;
import dev.uproute.service.Services;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Why something is not told now. Asked again while it is held, so what is still wrong afterwards is
 * told. Thread-safe.
 *
 * <ol>
 *   <li>In maintenance nothing of the service is told.
 *   <li>While something it depends on fails, directly or through others, nothing is told but its
 *       recovery, its certificate and that it is calm.
 * </ol>
 */
public final class Quiet {
  private final Maintenance maintenance;
  private final Streaks streaks;
  private volatile Map<String, Service> watched = Map.of();

  public Quiet(Maintenance maintenance, Services services, Streaks streaks) {
    this.maintenance = maintenance;
    this.streaks = streaks;
    services.onChange(this::watch);
  }

  private void watch(List<Service> list) {
    Map<String, Service> next = HashMap.newHashMap(list.size());
    list.forEach(service -> next.put(service.id(), service));
    watched = next;
  }

  /**
   * The reason why a flip is held, such as "maintenance"; null when it may be told.
   *
   * @param service null when it is not watched any more, or the flip concerns none
   */
  public String reason(Flip flip, Service service) {
    if (service == null) {
      return null;
    }
    String planned = maintenance.reason(service);
    if (planned != null) {
      return planned.isEmpty() ? "maintenance" : "maintenance: " + planned;
    }
    boolean trouble = flip.event().turns() && flip.event() != Event.UP;
    return trouble || flip.event() == Event.REMINDER ? dependence(service) : null;
  }

  private String dependence(Service service) {
    for (String id : ancestors(service)) {
      Streak streak = streaks.of(id);
      if (watched.get(id).enabled()
          && (Streak.failing(streak.state()) || Streak.failing(streak.run().status()))) {
        return "depends on " + id + ", which is down";
      }
    }
    return null;
  }

  /** What it depends on, without those in turn depend on it: of a circle somebody must speak. */
  private Set<String> ancestors(Service service) {
    Set<String> found = new HashSet<>();
    climb(service, found);
    found.removeIf(id -> reaches(id, service.id()));
    return found;
  }

  private boolean reaches(String from, String to) {
    Set<String> found = new HashSet<>();
    climb(watched.get(from), found);
    return found.contains(to);
  }

  private void climb(Service service, Set<String> found) {
    for (String id : service.dependsOn()) {
      Service parent = watched.get(id);
      if (parent != null && found.add(id)) {
        climb(parent, found);
      }
    }
  }
}
