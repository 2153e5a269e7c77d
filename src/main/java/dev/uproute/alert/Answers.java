package dev.uproute.alert;

import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the answers of receivers mean, and what is logged of them. Thread-safe. */
public final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private final Deliveries deliveries;
  private final InstantSource clock;

  public Answers(Deliveries deliveries, InstantSource clock) {
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /** What it means that the receiver accepted the message. */
  public Outcome accepted(Claim claim, String answer) {
    if (claim.state().failures() > 0) {
      LOG.info("The alert channel {} works again", claim.channel().name());
    }
    return Outcome.accepted(claim, answer, clock.instant());
  }

  /** What it means that the message did not get through; logged when that is news. */
  public Outcome refused(Claim claim, Exception failure) {
    Refused refusal = Refused.of(failure);
    if (refusal == null) {
      LOG.error("A message for the alert channel {} failed", claim.channel().name(), failure);
      refusal = new Refused(Refused.Kind.LATER, null, "Uproute itself failed, see its log");
    }
    Outcome outcome =
        Outcome.refused(claim, refusal, clock.instant(), RandomGenerator.getDefault());
    if (claim.state().failures() == 0 || outcome.notice() != null) {
      LOG.warn(
          "The alert channel {} did not take a message: {}",
          claim.channel().name(),
          outcome.answer());
    }
    return outcome;
  }

  /** The rows of insert-delivery.sql that tell the other channels. */
  public List<List<Object>> noticeRows(Outcome outcome) {
    return deliveries.others(outcome.claim().channel().name(), outcome.flip());
  }
}
