package dev.uproute.alert;

/** What a Flip tells (SPEC §5). */
public enum Event {
  DOWN,
  UP,
  DEGRADED,
  ESCALATED,
  TLS;

  /** The word in configuration, SQL and messages. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
