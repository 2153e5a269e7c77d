package dev.uproute.check;

import dev.uproute.service.MonotonicClock;
import dev.uproute.service.Service;
import dev.uproute.text.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Variable;

/**
 * Keeps in memory when the canaries of each side were last asked, and what they answered: a failure
 * is judged by that. When none of its side answers, it is us who are cut off. Thread-safe.
 *
 * <ol>
 *   <li>A round stands for each failure that was found before it began, and for those found in the
 *       5 s after that; any other failure begins a new one.
 *   <li>The first canary that answers settles a round; it is settled, too, when all were asked.
 *   <li>A failure waits until a round that stands for it is settled, but at most 30 s; then it is
 *       believed.
 * </ol>
 */
public final class ConnectivityCheck {
  /**
   * Far longer than canaries take, whose own timeout ends a round: only a round that broke ends it.
   */
  private static final Duration WAIT = Duration.ofSeconds(30);

  private static final Duration KEPT = Duration.ofSeconds(5);

  private final Canaries canaries;
  private final Map<Service.Zone, Round> rounds = new EnumMap<>(Service.Zone.class);
  private final Connectivity network;
  private final MonotonicClock clock;
  private final Duration wait;

  /** One time the canaries of a side are asked; guarded by the whole. */
  public static final class Round {
    private final Service.Zone zone;
    private final Instant begun;
    private Boolean online;

    private Round(Service.Zone zone, Instant begun) {
      this.zone = zone;
      this.begun = begun;
    }

    private boolean standsFor(Instant failed) {
      return failed.isBefore(begun.plus(KEPT));
    }
  }

  /** As {@link Canaries#Canaries}. */
  public ConnectivityCheck(
      String external, String local, Connectivity network, MonotonicClock clock) {
    this(external, local, network, clock, WAIT);
  }

  ConnectivityCheck(
      String external, String local, Connectivity network, MonotonicClock clock, Duration wait) {
    this.canaries = new Canaries(external, local);
    this.network = network;
    this.clock = clock;
    this.wait = wait;
  }

  /** Whether the canaries have a say in this result. */
  public boolean doubted(Result result) {
    boolean failed = result.status() == Status.DOWN || result.status() == Status.TIMEOUT;
    Service.Zone zone = result.service().zone();
    if (failed) {
      return !canaries.of(zone).isEmpty() && !canaries.contain(result.service());
    }
    if (result.status() != Status.UNKNOWN && !canaries.of(zone).isEmpty()) {
      network.online(zone);
    }
    return false;
  }

  /**
   * Begins a round.
   *
   * @param failed when the failure was found, on the monotonic clock
   * @return null when the last round stands for this failure
   */
  public synchronized Round begin(@Variable("failed") Instant failed, Result result) {
    Service.Zone zone = result.service().zone();
    Round last = rounds.get(zone);
    if (last != null && last.standsFor(failed)) {
      return null;
    }
    Round round = new Round(zone, clock.instant());
    rounds.put(zone, round);
    return round;
  }

  /** Those to ask. */
  public List<Service> canaries(@Variable("round") Round round) {
    return canaries.of(round.zone);
  }

  /** What a canary answered. */
  public void answered(@Variable("round") Round round, Result result) {
    if (result.up()) {
      network.online(round.zone);
      settle(round, true);
    }
  }

  /** All canaries were asked. */
  public void ended(@Variable("round") Round round) {
    settle(round, false);
  }

  private synchronized void settle(Round round, boolean online) {
    if (round.online == null) {
      round.online = online;
      notifyAll();
    }
  }

  /**
   * The result, or that nothing is known because we are offline. Waits for what the canaries
   * answer.
   *
   * @param failed when the failure was found, on the monotonic clock
   */
  public Result judge(@Variable("failed") Instant failed, Result result) {
    try {
      if (online(result.service().zone(), failed)) {
        return result;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return result;
    }
    network.offline(result.service());
    return result.unknown(Connectivity.reason());
  }

  private synchronized boolean online(Service.Zone zone, Instant failed)
      throws InterruptedException {
    Deadline deadline = Deadline.after(wait);
    while (!deadline.expired()) {
      Round last = rounds.get(zone);
      if (last != null && last.standsFor(failed) && last.online != null) {
        return last.online;
      }
      wait(deadline.leftMillis());
    }
    return true;
  }
}
