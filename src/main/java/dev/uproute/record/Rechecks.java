package dev.uproute.record;

import dev.uproute.check.Result;
import dev.uproute.check.Status;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The services whose silence has ended and of which nothing is notified before a new check says how
 * they are. Keeps them in memory; after a restart they are those of which something is still held.
 * Thread-safe.
 */
public final class Rechecks {
  private final InstantSource clock;
  private final Map<String, Recheck> open = new ConcurrentHashMap<>();
  private final Set<String> silent = ConcurrentHashMap.newKeySet();

  /**
   * @param since a check that began before this says nothing
   * @param why what the silence was, such as "maintenance"
   * @param seen whether a result came since: the next one is of a later check, whatever the clock
   *     says
   */
  private record Recheck(Instant since, String why, boolean seen) {}

  public Rechecks(InstantSource clock) {
    this.clock = clock;
  }

  /** The silence of a service has ended now. */
  public void begin(String service, String why) {
    silent.remove(service);
    open.put(service, new Recheck(clock.instant(), why, false));
  }

  /** As {@link #begin}, of a silence before this start: every check of this run is a new one. */
  void resume(Map<String, String> held) {
    held.forEach((id, why) -> open.put(id, new Recheck(Instant.MIN, why, false)));
  }

  /** A service is silent from now on. */
  public void silence(String service) {
    open.remove(service);
    silent.add(service);
  }

  /** A service is not watched any more. */
  public void cancel(String service) {
    open.remove(service);
    silent.remove(service);
  }

  /** Whether a service is silent, or was and waits for a new check. */
  boolean silent(String service) {
    return silent.contains(service) || open.containsKey(service);
  }

  /** What the silence was that has ended; null when nothing waits for a new check. */
  public String reason(String service) {
    Recheck recheck = open.get(service);
    return recheck == null ? null : recheck.why;
  }

  /** Whether a service waits for a new check and this is the result of one. */
  boolean isNew(Result result) {
    if (open.isEmpty() || result.maintenance() || result.status() == Status.UNKNOWN) {
      return false;
    }
    Recheck recheck = open.get(result.service().id());
    return recheck != null && (recheck.seen || !result.at().isBefore(recheck.since));
  }

  /**
   * Follows results that were committed.
   *
   * @param confirmed the services whose state a new check has confirmed
   */
  void follow(Collection<Result> results, Collection<String> confirmed) {
    if (open.isEmpty()) {
      return;
    }
    confirmed.forEach(open::remove);
    for (Result result : results) {
      open.computeIfPresent(
          result.service().id(), (id, recheck) -> new Recheck(recheck.since, recheck.why, true));
    }
  }
}
