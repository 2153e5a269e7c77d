package dev.uproute.record;

import java.util.Locale;

/** How much somebody has to care, least first. */
public enum Severity {
  INFO,
  WARNING,
  CRITICAL;

  /** The word in configuration and messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
