package dev.uproute.report;

import dev.uproute.check.Status;

/**
 * How a state looks on a page: always a word and a shape beside the colour.
 *
 * @param css class and shape: up, degraded, bot, down, unknown or paused
 */
public record Face(String css, String word) {
  static final Face PAUSED = new Face("paused", "Paused");

  static Face of(Status status) {
    return new Face(status.css(), Words.status(status));
  }

  static Face of(ServiceReport report) {
    return report.service().enabled() ? of(report.status()) : PAUSED;
  }
}
