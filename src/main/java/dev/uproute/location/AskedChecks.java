package dev.uproute.location;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Which services all locations are to check at once, numbered as they are asked. Thread-safe. */
final class AskedChecks {
  // by id; a number that rises with each
  private final Map<String, Long> numbers = new HashMap<>();
  private long last;

  synchronized void add(String id) {
    numbers.put(id, ++last);
    notifyAll();
  }

  /** Those that were asked later than the one with this number. */
  synchronized Votes.Asked after(long number) {
    return new Votes.Asked(
        last,
        numbers.entrySet().stream()
            .filter(entry -> entry.getValue() > number)
            .map(Map.Entry::getKey)
            .sorted()
            .toList());
  }

  /** Waits until there may be more than this, or for so long. */
  synchronized void await(long number, Duration most) throws InterruptedException {
    if (last == number) {
      wait(most.toMillis());
    }
  }

  synchronized void retain(Set<String> ids) {
    numbers.keySet().retainAll(ids);
  }
}
