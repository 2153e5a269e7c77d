package dev.uproute.channel;

import dev.uproute.deliver.Message;
import dev.uproute.deliver.MessageLine;
import dev.uproute.record.Burn;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;

/** Colour and priority of a message, for receivers that have them, worst first. */
enum MessageStyle {
  DOWN(0xB91C1C),
  TROUBLE(0xD97706),
  GOOD(0x16A34A),
  PLAIN(0x6B7280);

  private final int rgb;

  MessageStyle(int rgb) {
    this.rgb = rgb;
  }

  /** That of the worst line. */
  static MessageStyle of(Message message) {
    return message.lines().stream()
        .map(MessageStyle::of)
        .min(MessageStyle::compareTo)
        .orElse(PLAIN);
  }

  static MessageStyle of(MessageLine line) {
    if (line.event() == Event.BUDGET) {
      Flip last = line.flips().getLast();
      return !last.burns() ? GOOD : Burn.of(last.to()) == Burn.FAST ? DOWN : TROUBLE;
    }
    return line.closes() ? PLAIN : of(line.event());
  }

  private static MessageStyle of(Event event) {
    return switch (event) {
      case DOWN, ESCALATED -> DOWN;
      case DEGRADED, PARTIAL, REMINDER, FLAPPING, TLS, HOST, SELF -> TROUBLE;
      case BUDGET -> TROUBLE;
      case UP -> GOOD;
      case REPORT, TEST -> PLAIN;
    };
  }

  int rgb() {
    return rgb;
  }
}
