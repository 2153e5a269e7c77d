package dev.uproute.channel;

import dev.uproute.check.Status;
import dev.uproute.deliver.Message;
import dev.uproute.deliver.MessageLine;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.send.Refused;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * PagerDuty Events v2: one event for each service under a key that stays, so that an incident opens
 * once, and an event that is sent again changes nothing. An outage that began and ended before
 * anything could be sent opens one and closes it at once: a resolve alone would be of nothing, and
 * whether an opening arrived whose answer was lost nobody knows. Thread-safe.
 */
public final class PagerDuty {
  private static final int REMEMBERED = 50_000;

  /** The states before an outage. */
  private static final Set<Status> BEFORE = Set.of(Status.UP, Status.UNKNOWN);

  /** Longer than any request may take. */
  private static final Duration REQUEST = Duration.ofSeconds(10);

  private final Map<String, PagerDutyBatch> rounds = new ConcurrentHashMap<>();

  // the oldest go first; guarded by itself
  private final Map<String, Boolean> notified =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * The lines that were not accepted before: what is cut short goes on where it stopped, after what
   * is still under way was answered.
   */
  public PagerDutyBatch round(Message message) throws InterruptedException {
    String channel = message.channel();
    PagerDutyBatch before = rounds.get(channel);
    if (before != null) {
      before.await(REQUEST);
    }
    List<MessageLine> lines;
    synchronized (notified) {
      lines =
          message.lines().stream()
              .filter(line -> !notified.containsKey(key(channel, line)))
              .toList();
    }
    PagerDutyBatch round = new PagerDutyBatch(lines);
    rounds.put(channel, round);
    return round;
  }

  /** Whether a line holds an outage from its beginning to its end, which was not opened yet. */
  public boolean opens(String channel, MessageLine line) {
    Flip first = line.flips().getFirst();
    boolean whole = line.event() == Event.UP && first.event() != Event.UP;
    synchronized (notified) {
      return whole && BEFORE.contains(first.from()) && !notified.containsKey(key(channel, first));
    }
  }

  /** Remembers that the incident of such a line is open. */
  public void opened(String channel, MessageLine line) {
    remember(channel, line.flips().getFirst());
  }

  /** Remembers that a line was accepted, so that a repeated message leaves it out. */
  public void notified(PagerDutyBatch round, String channel, MessageLine line) {
    round.accepted();
    remember(channel, line.flips().getLast());
    round.ended(line);
  }

  private void remember(String channel, Flip flip) {
    // a flip that is not stored has no number of its own
    if (flip.id() != 0) {
      synchronized (notified) {
        notified.put(key(channel, flip), true);
      }
    }
  }

  /**
   * Notes that a line was not accepted; one that never will be is done with.
   *
   * @throws Exception the same, when it is no refusal
   */
  public void failed(PagerDutyBatch round, String channel, MessageLine line, Exception failure)
      throws Exception {
    try {
      Refused refusal = Refused.of(failure);
      if (refusal == null) {
        throw failure;
      }
      if (round.refused(refusal)) {
        remember(channel, line.flips().getLast());
      }
    } finally {
      round.ended(line);
    }
  }

  /**
   * What became of the lines.
   *
   * @throws Refused when some are to be tried again, or none was accepted
   */
  public String answer(PagerDutyBatch round) {
    return round.answer();
  }

  private static String key(String channel, MessageLine line) {
    return key(channel, line.flips().getLast());
  }

  private static String key(String channel, Flip flip) {
    return channel + " " + flip.id();
  }

  /** Whether a line opens an incident or closes it, in the words of PagerDuty. */
  public String action(MessageLine line) {
    boolean calm = line.event() == Event.BUDGET && !line.flips().getLast().burns();
    return calm || line.event() == Event.UP ? "resolve" : "trigger";
  }

  /**
   * One line as a message of its own.
   *
   * @throws Refused when another line was refused and no more are to be tried now
   */
  public Message begin(PagerDutyBatch round, Message message, MessageLine line) {
    round.begin(line);
    return message.only(line);
  }
}
