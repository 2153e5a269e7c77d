package dev.uproute.record;

import java.util.Locale;

/** What a Flip is about. {@link #SELF}, {@link #REPORT} and {@link #TEST} are of no service. */
public enum Event {
  DOWN(Severity.WARNING),
  UP(Severity.INFO),
  DEGRADED(Severity.WARNING),
  /** down from some of its locations only, which are no quorum */
  PARTIAL(Severity.WARNING),
  ESCALATED(Severity.CRITICAL),
  REMINDER(Severity.WARNING),
  FLAPPING(Severity.WARNING),
  TLS(Severity.WARNING),
  /** a service that is a machine left its limits */
  HOST(Severity.WARNING),
  /** the error budget of a service is used up too fast, or no longer is */
  BUDGET(Severity.WARNING),
  /** of Uproute itself: a channel fails, it was offline, its history was lost */
  SELF(Severity.WARNING),
  /** how the week was */
  REPORT(Severity.INFO),
  /** somebody tries a channel */
  TEST(Severity.INFO);

  private final Severity severity;

  Event(Severity severity) {
    this.severity = severity;
  }

  public Severity severity() {
    return severity;
  }

  /** Whether with it an outage or a weakness begins, grows or ends. */
  public boolean turns() {
    return switch (this) {
      case DOWN, UP, DEGRADED, PARTIAL, ESCALATED, HOST -> true;
      default -> false;
    };
  }

  /** Whether it is settled by the recovery of its service. */
  public boolean lasts() {
    return turns() || this == REMINDER || this == FLAPPING;
  }

  /** The word in configuration, SQL and messages. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The event of a word.
   *
   * @throws IllegalArgumentException for any other text
   */
  public static Event of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
