package dev.uproute.report;

import dev.uproute.check.Status;
import dev.uproute.service.Service;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A group of services that is up or down as a whole.
 *
 * @param status rolled up from its services
 * @param services in list order, the paused ones too
 */
public record Site(String id, Status status, List<ServiceReport> services) {

  /** The sites of these services, in the order in which they first appear. */
  public static List<Site> of(List<ServiceReport> services) {
    Map<String, List<ServiceReport>> groups = new LinkedHashMap<>();
    for (ServiceReport each : services) {
      groups.computeIfAbsent(each.service().site(), site -> new ArrayList<>()).add(each);
    }
    return groups.entrySet().stream()
        .map(group -> new Site(group.getKey(), rollUp(group.getValue()), group.getValue()))
        .toList();
  }

  /**
   * Any core DOWN or TIMEOUT: DOWN. Else any core UNKNOWN: UNKNOWN. Else any core not UP, or any
   * supplementary neither UP nor UNKNOWN: DEGRADED. Else UP. What is paused or in maintenance
   * counts in nothing, and where nothing at all is known the answer is UNKNOWN rather than a guess.
   */
  static Status rollUp(List<ServiceReport> services) {
    List<ServiceReport> active = active(services);
    if (active.stream().allMatch(s -> s.status() == Status.UNKNOWN)) {
      return Status.UNKNOWN;
    }
    if (active.stream().anyMatch(s -> core(s) && offline(s.status()))) {
      return Status.DOWN;
    }
    if (active.stream().anyMatch(s -> core(s) && s.status() == Status.UNKNOWN)) {
      return Status.UNKNOWN;
    }
    boolean clean =
        active.stream().allMatch(s -> s.status() == Status.UP || s.status() == Status.UNKNOWN);
    return clean ? Status.UP : Status.DEGRADED;
  }

  public static List<ServiceReport> active(List<ServiceReport> services) {
    return services.stream().filter(ServiceReport::active).toList();
  }

  static boolean offline(Status status) {
    return status == Status.DOWN || status == Status.TIMEOUT;
  }

  private static boolean core(ServiceReport report) {
    return report.service().role() == Service.Role.CORE;
  }
}
