package dev.uproute.check;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Lets a few things of each name through in a minute. Not thread-safe. */
final class HeartbeatRateLimit {
  private final int most;
  private final Map<String, Minute> minutes = new HashMap<>();

  /** Signals since a time. */
  private record Minute(Instant begun, int things) {}

  HeartbeatRateLimit(int most) {
    this.most = most;
  }

  /** Counts one more; whether it is still one of the few. */
  boolean lets(String name, Instant now) {
    Minute last = minutes.get(name);
    Minute minute =
        last == null || !now.isBefore(last.begun().plusSeconds(60)) ? new Minute(now, 0) : last;
    minutes.put(name, new Minute(minute.begun(), minute.things() + 1));
    return minute.things() < most;
  }
}
