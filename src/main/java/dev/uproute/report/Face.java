package dev.uproute.report;

import dev.uproute.check.Status;
import java.util.List;

/**
 * How a state looks on a page: always a word and a shape beside the colour.
 *
 * @param css class and shape: up, degraded, bot, down, unknown, paused or maintenance
 */
public record Face(String css, String word) {
  static final Face PAUSED = new Face("paused", "Paused");
  static final Face MAINTENANCE = new Face("maintenance", "Maintenance");

  static Face of(Status status) {
    return new Face(status.css(), Words.status(status));
  }

  static Face of(ServiceReport report) {
    if (!report.service().enabled()) {
      return PAUSED;
    }
    return report.maintenance() == null ? of(report.status()) : MAINTENANCE;
  }

  /** How a group of services looks of which nothing counts: paused, or rather in maintenance. */
  static Face idle(List<ServiceReport> services) {
    return services.stream().map(Face::of).anyMatch(MAINTENANCE::equals) ? MAINTENANCE : PAUSED;
  }
}
