package dev.uproute.report;

import dev.uproute.check.Status;
import java.util.List;

/** The state of everything in one sentence. */
public enum Banner {
  OPERATIONAL("All systems operational", Status.UP),
  PARTIAL("Partial outage", Status.DEGRADED),
  MAJOR("Major outage", Status.DOWN),
  UNKNOWN("Status unknown", Status.UNKNOWN);

  private final String text;
  private final Status status;

  Banner(String text, Status status) {
    this.text = text;
    this.status = status;
  }

  public String text() {
    return text;
  }

  /** The status whose colour and shape it has. */
  public Status status() {
    return status;
  }

  /**
   * Nothing known: UNKNOWN. All UP: OPERATIONAL. At least half of them, rounded up, DOWN or
   * TIMEOUT: MAJOR. Else PARTIAL. Paused services count in nothing.
   */
  public static Banner of(List<ServiceReport> services) {
    List<Status> statuses = Site.active(services).stream().map(ServiceReport::status).toList();
    if (statuses.stream().allMatch(s -> s == Status.UNKNOWN)) {
      return UNKNOWN;
    }
    if (statuses.stream().allMatch(s -> s == Status.UP)) {
      return OPERATIONAL;
    }
    long offline = statuses.stream().filter(Site::offline).count();
    return offline >= (statuses.size() + 1) / 2 ? MAJOR : PARTIAL;
  }
}
