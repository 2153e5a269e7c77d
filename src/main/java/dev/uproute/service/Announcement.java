package dev.uproute.service;

import java.time.Instant;

/**
 * What the people behind the services say to readers of the pages.
 *
 * @param text one line
 * @param from when it is shown; null = at once
 * @param to when it is shown no more; null = it stays
 */
public record Announcement(String text, Instant from, Instant to, Severity severity) {
  /** How much it stands out. */
  public enum Severity {
    INFO,
    WARNING,
    CRITICAL
  }

  /** Whether it is shown at a time. */
  public boolean open(Instant at) {
    return (from == null || !at.isBefore(from)) && (to == null || at.isBefore(to));
  }
}
