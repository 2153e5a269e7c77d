package dev.uproute.channel;

import dev.uproute.alert.Line;
import dev.uproute.alert.Refused;
import java.time.Duration;
import java.util.List;

/** The lines of one message on their way, several at a time, each alone. Thread-safe. */
public final class Round {
  private final List<Line> lines;
  private Refused end;
  private Refused wrong;
  private int refused;

  Round(List<Line> lines) {
    this.lines = List.copyOf(lines);
  }

  /** Those to send. */
  public List<Line> lines() {
    return lines;
  }

  /**
   * Lets a line begin.
   *
   * @throws Refused when the receiver refused another and takes no more for now
   */
  synchronized void begin() throws Refused {
    if (end != null) {
      throw end;
    }
  }

  /** Notes that a line was refused; whether that is for good, and says nothing of the others. */
  synchronized boolean refused(Refused refusal) {
    if (refusal.kind() == Refused.Kind.MESSAGE) {
      wrong = refusal;
      refused++;
      return true;
    }
    // several may be refused at once, and the longest pause holds
    end = end == null || pause(refusal).compareTo(pause(end)) > 0 ? refusal : end;
    return false;
  }

  private static Duration pause(Refused refusal) {
    return refusal.retryAfter() == null ? Duration.ZERO : refusal.retryAfter();
  }

  /**
   * What became of them.
   *
   * @throws Refused when some are to be tried again, or none was accepted
   */
  synchronized String answer() throws Refused {
    begin();
    if (wrong == null) {
      return lines.size() + " accepted";
    }
    if (refused == lines.size()) {
      throw wrong;
    }
    return "%d accepted, %d refused: %s"
        .formatted(lines.size() - refused, refused, wrong.getMessage());
  }
}
