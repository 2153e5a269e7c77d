package dev.uproute.deliver;

import static java.time.temporal.ChronoUnit.MILLIS;

import dev.uproute.deliver.DeliveryTimes.Now;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.record.Rows;
import dev.uproute.send.Refused;
import dev.uproute.text.BackOff;
import dev.uproute.text.Sentence;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What an answer of the receiver, or none, does to a message and its channel. Pure but for the
 * jitter.
 *
 * <ol>
 *   <li>accepted: the rows are sent, the channel works again;
 *   <li>later: the channel rests, 1 s the first time, then twice as long up to 45 s, each ±20 %, so
 *       that a receiver that is back has everything within a minute; or as long as the receiver
 *       asked for, at most an hour;
 *   <li>credentials: it rests for 15 min;
 *   <li>this message refused: its rows are, others go on;
 *   <li>gone: the channel is off, and what waits for it dead.
 * </ol>
 *
 * The other channels are notified once when a channel fails for good or for 5 minutes, and once
 * when it works again.
 *
 * @param claim what was sent
 * @param state how the channel fares now
 * @param word what became of the rows: {@code sent}, {@code waiting}, {@code refused} or {@code
 *     dead}
 * @param answer what the receiver answered, at most 200 characters; null when nothing
 * @param now when
 * @param notice what the other channels are to be notified; null when nothing
 */
public record Outcome(
    Claim claim, ChannelState state, String word, String answer, Now now, String notice) {
  private static final BackOff BACK_OFF =
      new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(45), 0.2);
  private static final Duration PROBE = Duration.ofMinutes(15);

  /** The longest of all pauses: more is not granted to a receiver that asks for one. */
  static final Duration MOST_ASKED = Duration.ofHours(1);

  /** The other channels know of a failure after this time. */
  static final Duration NOTIFIED_AFTER = Duration.ofMinutes(5);

  static Outcome accepted(Claim claim, String answer, Now now) {
    boolean notified = claim.state().notified();
    ChannelState works = new ChannelState(null, 0, null, false, false, null);
    return new Outcome(
        claim, works, "sent", answer, now, notified ? name(claim) + " works again" : null);
  }

  static Outcome refused(Claim claim, Refused refusal, Now now, RandomGenerator random) {
    String sentence = refusal.getMessage();
    if (refusal.kind() == Refused.Kind.MESSAGE) {
      ChannelState works =
          new ChannelState(null, 0, null, false, claim.state().notified(), sentence);
      return new Outcome(claim, works, "refused", sentence, now, null);
    }
    ChannelState before = claim.state();
    Instant since = before.since() == null ? now.monotonic() : before.since();
    boolean gone = refusal.kind() == Refused.Kind.GONE;
    boolean notify =
        refusal.kind() != Refused.Kind.LATER
            || Duration.between(since, now.monotonic()).compareTo(NOTIFIED_AFTER) >= 0;
    int failures = Math.min(before.failures() + 1, 1_000_000);
    Instant next = gone ? null : now.monotonic().plus(pause(refusal, failures, random));
    ChannelState state =
        new ChannelState(next, failures, since, gone, notify || before.notified(), sentence);
    String notice =
        notify && !before.notified()
            ? name(claim) + (gone ? " is off" : " fails") + ": " + sentence
            : null;
    return new Outcome(claim, state, gone ? "dead" : "waiting", sentence, now, notice);
  }

  private static String name(Claim claim) {
    return "The alert channel " + claim.channel().name();
  }

  private static Duration pause(Refused refusal, int failures, RandomGenerator random) {
    if (refusal.retryAfter() != null && !refusal.retryAfter().isNegative()) {
      return refusal.retryAfter().compareTo(MOST_ASKED) > 0 ? MOST_ASKED : refusal.retryAfter();
    }
    if (refusal.kind() == Refused.Kind.CREDENTIALS) {
      return PROBE;
    }
    return BACK_OFF.after(failures, random.nextDouble());
  }

  /** The time on the wall clock now of one on the monotonic clock; null stays null. */
  Instant wall(Instant time) {
    return time == null
        ? null
        : now.wall().plus(Duration.between(now.monotonic(), time)).truncatedTo(MILLIS);
  }

  private Long millis(Instant time) {
    return time == null ? null : wall(time).toEpochMilli();
  }

  /** The column due_at: at once, because more may wait, but not before the end of a pause. */
  private Long due() {
    Instant latest = now.monotonic().plus(DueChannels.LATEST);
    Instant pause = state.notBefore();
    return millis(pause == null || pause.isBefore(latest) ? pause : latest);
  }

  /** The row of update-channel.sql. */
  public List<Object> channelRow() {
    return Arrays.asList(
        state.word(),
        millis(state.notBefore()),
        state.failures(),
        millis(state.since()),
        state.reason(),
        state.notified() ? 1 : 0,
        due(),
        claim.channel().name(),
        claim.token());
  }

  /** The rows of update-sent.sql. */
  public List<List<Object>> sentRows() {
    boolean waits = word.equals("waiting");
    return claim.sent().stream()
        .map(
            id ->
                Arrays.<Object>asList(
                    word,
                    answer,
                    waits ? null : claim.message().id(),
                    word.equals("sent") ? now.wall().toEpochMilli() : null,
                    id))
        .toList();
  }

  /** The rows of insert-flip.sql: the notice, or none. */
  public List<List<Object>> noticeRows() {
    return notice == null ? List.of() : List.of(Rows.flip(flip()));
  }

  Flip flip() {
    return Flip.ours(now.wall(), Event.SELF, Sentence.clean(notice));
  }
}
