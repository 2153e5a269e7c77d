package dev.uproute.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The sinks that go on working after they were given a report. Thread-safe. */
public final class Sinks {
  /** A sink that goes on later than this is not waited for. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Nor one that gets nothing done for so long. */
  private static final Duration PROGRESS = Duration.ofMinutes(3);

  private final List<Supplier<State>> sinks = new CopyOnWriteArrayList<>();

  public void add(Supplier<State> sink) {
    sinks.add(sink);
  }

  public List<State> states() {
    return sinks.stream().map(Supplier::get).toList();
  }

  /** Waits until all that was reported is written. Returns the sinks that have something left. */
  public List<State> finish() throws InterruptedException {
    Instant begun = Instant.now();
    while (states().stream().anyMatch(state -> worthWaiting(state, begun))) {
      Thread.sleep(50);
    }
    return states().stream().filter(state -> state.next() != null).toList();
  }

  private static boolean worthWaiting(State state, Instant begun) {
    Instant now = Instant.now();
    boolean fresh = state.lastOk() != null && state.lastOk().isAfter(begun);
    Instant last = fresh ? state.lastOk() : begun;
    return state.next() != null
        && state.next().isBefore(now.plus(PATIENCE).plusSeconds(1))
        && now.isBefore(last.plus(PROGRESS));
  }

  /**
   * How a sink is doing that goes on working after it was given a report.
   *
   * @param state {@code ok}, {@code incomplete} (not all of it can be written), {@code failing} or
   *     {@code paused}
   * @param lastOk when something was taken from it last; null = never
   * @param waiting how many updates it still has to write
   * @param next when it goes on; null when nothing waits
   * @param error one sentence for people; null when all is well
   */
  public record State(
      String name, String state, Instant lastOk, int waiting, Instant next, String error) {}
}
