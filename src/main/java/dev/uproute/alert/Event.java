package dev.uproute.alert;

/** What a Flip tells (SPEC §5). */
public enum Event {
  DOWN,
  UP,
  DEGRADED,
  ESCALATED,
  TLS,
  /** degraded, of a service that is the machine Uproute runs on */
  HOST,
  /** of no service: what the week was like */
  REPORT;

  /** The word in configuration, SQL and messages. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
