package dev.uproute.deliver;

import dev.uproute.record.Flip;
import dev.uproute.send.Refused;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** What the answers of receivers mean, and what is logged of them. Thread-safe. */
public final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  /** Changes that a line of the log names. */
  private static final int NAMED = 5;

  private final Deliveries deliveries;
  private final DeliveryTimes times;
  private final Map<Counted, Long> counts = new ConcurrentHashMap<>();

  /**
   * What messages are counted by.
   *
   * @param outcome {@code sent}, {@code refused}, {@code dead}, or {@code failed}: it goes again
   */
  public record Counted(String channel, String outcome) {}

  public Answers(Deliveries deliveries, DeliveryTimes times) {
    this.deliveries = deliveries;
    this.times = times;
  }

  /** What it means that the receiver accepted the message. */
  public Outcome accepted(Claim claim, String answer) {
    String channel = claim.channel().name();
    if (claim.state().failures() > 0) {
      LOG.atInfo()
          .addKeyValue("channel", channel)
          .log("The alert channel {} works again, after {}", channel, away(claim.state()));
    }
    LOG.atInfo()
        .addKeyValue("channel", channel)
        .log("Notified {} of {}", channel, subjects(claim.message()));
    Outcome outcome = Outcome.accepted(claim, answer, times.now());
    note(outcome);
    return outcome;
  }

  private void note(Outcome outcome) {
    times.note(outcome);
    String word = outcome.word().equals("waiting") ? "failed" : outcome.word();
    counts.merge(new Counted(outcome.claim().channel().name(), word), 1L, Long::sum);
  }

  /** How many messages there were of each kind since the start. */
  public Map<Counted, Long> counts() {
    return Map.copyOf(counts);
  }

  private String away(ChannelState before) {
    Instant now = times.now().monotonic();
    return Words.duration(Duration.between(before.since() == null ? now : before.since(), now));
  }

  private static String word(Flip flip) {
    return flip.closes() ? "no longer watched" : flip.event().word();
  }

  /** For example {@code plex down, nas up and 3 more}. */
  private static String subjects(Message message) {
    List<Flip> flips = message.flips();
    String named =
        flips.stream()
            .limit(NAMED)
            .map(flip -> (flip.service() == null ? "" : flip.service() + " ") + word(flip))
            .collect(Collectors.joining(", "));
    return named + (flips.size() > NAMED ? " and " + (flips.size() - NAMED) + " more" : "");
  }

  /** The outcome of a message that was not accepted; logged at WARN for the first of several. */
  public Outcome refused(Claim claim, Exception failure) {
    Refused refusal = Refused.of(failure);
    if (refusal == null) {
      LOG.error("A message for the alert channel {} failed", claim.channel().name(), failure);
      refusal = new Refused(Refused.Kind.LATER, null, "Uproute itself failed, see its log");
    }
    Outcome outcome = Outcome.refused(claim, refusal, times.now(), RandomGenerator.getDefault());
    note(outcome);
    boolean first = claim.state().failures() == 0 || outcome.notice() != null;
    LOG.atLevel(first ? Level.WARN : Level.DEBUG)
        .addKeyValue("channel", claim.channel().name())
        .log(
            "The alert channel {} did not take the message of {}: {}; {}",
            claim.channel().name(),
            subjects(claim.message()),
            outcome.answer(),
            next(outcome));
    return outcome;
  }

  private static String next(Outcome outcome) {
    Instant pause = outcome.state().notBefore();
    return switch (outcome.word()) {
      case "refused" -> "this message is given up";
      case "dead" -> "the channel is off, and what waits for it is given up";
      default ->
          "tried again in " + Words.duration(Duration.between(outcome.now().monotonic(), pause));
    };
  }

  /** The rows of insert-delivery.sql that notify the other channels. */
  public List<List<Object>> noticeRows(Outcome outcome) {
    return deliveries.others(outcome.claim().channel().name(), outcome.flip());
  }
}
