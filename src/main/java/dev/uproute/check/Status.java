package dev.uproute.check;

/**
 * What one check found. {@link #UNKNOWN} is no verdict: nothing valid is known, most often because
 * something of ours failed. {@link #PARTIAL} is online for the quorum of its locations, and down
 * for others. The database and metrics keep the number of each, so the order stays.
 */
public enum Status {
  UP,
  DEGRADED,
  BOT_DETECTED,
  TIMEOUT,
  DOWN,
  UNKNOWN,
  PARTIAL;

  /** The word pages use as a CSS class: up, degraded, bot, down or unknown. */
  public String css() {
    return switch (this) {
      case UP -> "up";
      case DEGRADED, PARTIAL -> "degraded";
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
      case PARTIAL -> "partial";
    };
  }

  /** Whether it is online, and yet not as it should be. */
  public boolean weak() {
    return this == DEGRADED || this == PARTIAL;
  }

  /** How bad it is: 0 for UNKNOWN, which says nothing, and more for what is worse. */
  public int severity() {
    return switch (this) {
      case UNKNOWN -> 0;
      case UP -> 1;
      case PARTIAL -> 2;
      case DEGRADED -> 3;
      case BOT_DETECTED -> 4;
      case TIMEOUT -> 5;
      case DOWN -> 6;
    };
  }
}
