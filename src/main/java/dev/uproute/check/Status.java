package dev.uproute.check;

/**
 * What one check found, worst last. {@link #UNKNOWN} is no verdict: nothing valid is known, most
 * often because something of ours failed.
 */
public enum Status {
  UP,
  DEGRADED,
  BOT_DETECTED,
  TIMEOUT,
  DOWN,
  UNKNOWN;

  /** The word pages use as a CSS class: up, degraded, bot, down or unknown. */
  public String css() {
    return switch (this) {
      case UP -> "up";
      case DEGRADED -> "degraded";
      case BOT_DETECTED -> "bot";
      case TIMEOUT, DOWN -> "down";
      case UNKNOWN -> "unknown";
    };
  }

  /** The word of {@code status.json} and {@code /api/status}. */
  public String word() {
    return switch (this) {
      case UP -> "online";
      case DEGRADED, BOT_DETECTED -> "degraded";
      case TIMEOUT -> "timeout";
      case DOWN -> "offline";
      case UNKNOWN -> "unknown";
    };
  }
}
