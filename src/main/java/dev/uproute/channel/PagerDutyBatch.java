package dev.uproute.channel;

import dev.uproute.deliver.MessageLine;
import dev.uproute.send.Refused;
import dev.uproute.text.Deadline;
import dev.uproute.text.Sentence;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The lines of one message on their way, several at a time, each alone. No line begins after {@link
 * #BUDGET}, so that the last ones are answered before the whole message is given up; what is left
 * goes with the next try. Thread-safe.
 */
public final class PagerDutyBatch {
  /** Half of what a send may take all in all. */
  static final Duration BUDGET = Duration.ofSeconds(5);

  private final List<MessageLine> lines;
  private final Deadline deadline;
  // guarded by this
  private final Set<MessageLine> underWay = Collections.newSetFromMap(new IdentityHashMap<>());
  private Refused end;
  private Refused invalid;
  private int accepted;
  private int refused;

  PagerDutyBatch(List<MessageLine> lines) {
    this.lines = List.copyOf(lines);
    this.deadline = Deadline.after(BUDGET);
  }

  /** Those to send. */
  public List<MessageLine> lines() {
    return lines;
  }

  /**
   * Lets a line begin; {@link #ended} must follow.
   *
   * @throws Refused when the receiver refused another and takes no more for now, or the time is up
   */
  synchronized void begin(MessageLine line) {
    if (end == null && deadline.expired()) {
      end = new Refused(Refused.Kind.LATER, Duration.ZERO, "no event could be sent in time");
    }
    if (end != null) {
      throw end;
    }
    underWay.add(line);
  }

  /** The answer to a line is there; does nothing for one that did not begin. */
  synchronized void ended(MessageLine line) {
    underWay.remove(line);
    notifyAll();
  }

  /** Waits until all that began has ended, so that no line is sent twice at once. */
  synchronized void await(Duration most) throws InterruptedException {
    Deadline until = Deadline.after(most);
    while (!underWay.isEmpty() && !until.expired()) {
      wait(until.leftMillis());
    }
  }

  /** Notes that a line was accepted. */
  synchronized void accepted() {
    accepted++;
  }

  /** Notes that a line was refused; whether that is for good, and says nothing of the others. */
  synchronized boolean refused(Refused refusal) {
    if (refusal.kind() == Refused.Kind.MESSAGE) {
      invalid = refusal;
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
  synchronized String answer() {
    if (end != null && accepted + refused > 0 && Duration.ZERO.equals(end.retryAfter())) {
      throw new Refused(
          Refused.Kind.LATER,
          Duration.ZERO,
          "%d of %d events were answered within %s, the others follow"
              .formatted(accepted + refused, lines.size(), Sentence.duration(deadline.length())));
    }
    if (end != null) {
      throw end;
    }
    if (invalid == null) {
      return lines.size() + " accepted";
    }
    if (refused == lines.size()) {
      throw invalid;
    }
    return "%d accepted, %d refused: %s"
        .formatted(lines.size() - refused, refused, invalid.getMessage());
  }
}
