package dev.uproute.location;

import dev.uproute.service.MonotonicClock;
import dev.uproute.text.CommaList;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which agents are not heard of. That is a failure of ours, not of the services: their votes are
 * missing, and people are notified once. Thread-safe.
 */
public final class SilentLocations {
  /** An agent asks for its plan every 20 s; its machine may restart meanwhile. */
  static final Duration MOST = Duration.ofMinutes(2);

  private final MonotonicClock clock;
  private final InstantSource wall;
  private final Map<String, Instant> heard = new HashMap<>();
  private final Set<String> silent = new HashSet<>();

  /**
   * @param names of all locations, separated by commas
   * @param here the name of this one
   */
  public SilentLocations(String names, String here, MonotonicClock clock, InstantSource wall) {
    this.clock = clock;
    this.wall = wall;
    for (String name : CommaList.of(names)) {
      if (!name.equals(here)) {
        heard.put(name, clock.instant());
      }
    }
  }

  /** All that are to be heard of. */
  public synchronized List<String> names() {
    return heard.keySet().stream().sorted().toList();
  }

  /** Since when a location is not heard of, as a sentence; null while it is. */
  public synchronized String problem(String location) {
    Duration since = Duration.between(heard.get(location), clock.instant());
    return since.compareTo(MOST) < 0
        ? null
        : "has not been heard of since %s; services are judged without it"
            .formatted(wall.instant().minus(since).truncatedTo(ChronoUnit.SECONDS));
  }

  /** The agent of a location asked for something, or brought something. */
  public synchronized void heard(String location) {
    heard.put(location, clock.instant());
  }

  /** What people are to be notified of: locations that fell silent, or are heard of again. */
  public synchronized List<String> changes() {
    List<String> changes = new ArrayList<>();
    heard.forEach(
        (location, last) -> {
          Duration since = Duration.between(last, clock.instant());
          if (since.compareTo(MOST) >= 0 && silent.add(location)) {
            changes.add(
                "Location "
                    + location
                    + " has not been heard of for "
                    + Words.duration(since)
                    + "; services are judged without it");
          } else if (since.compareTo(MOST) < 0 && silent.remove(location)) {
            changes.add("Location " + location + " is heard of again");
          }
        });
    return changes;
  }
}
