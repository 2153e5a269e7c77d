package dev.uproute.channel;

import dev.uproute.alert.Event;
import dev.uproute.alert.Line;
import dev.uproute.alert.Message;

/** How a message looks where a receiver has colours or priorities, worst first. */
enum Paint {
  DOWN(0xB91C1C),
  TROUBLE(0xD97706),
  GOOD(0x16A34A),
  PLAIN(0x6B7280);

  private final int rgb;

  Paint(int rgb) {
    this.rgb = rgb;
  }

  /** That of the worst line. */
  static Paint of(Message message) {
    return message.lines().stream().map(Paint::of).min(Paint::compareTo).orElse(PLAIN);
  }

  static Paint of(Line line) {
    return line.closes() ? PLAIN : of(line.event());
  }

  private static Paint of(Event event) {
    return switch (event) {
      case DOWN, ESCALATED -> DOWN;
      case DEGRADED, REMINDER, FLAPPING, TLS, HOST, SELF -> TROUBLE;
      case UP -> GOOD;
      case REPORT, TEST -> PLAIN;
    };
  }

  int rgb() {
    return rgb;
  }
}
