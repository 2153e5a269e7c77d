package dev.uproute.parse;

import dev.uproute.service.MonotonicClock;
import dev.uproute.service.Services;
import dev.uproute.service.Source;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Lists of services that routes of the user's own fetch: source {@code x} is route {@code
 * services-x}. Keeps when each is due; thread-safe.
 */
public final class OwnLists {
  private final Function<Source, ServiceParser> parsers;
  private final Services services;
  private final Duration every;
  private final MonotonicClock clock;
  private final Map<String, Instant> next = new ConcurrentHashMap<>();

  /**
   * @param parsers the parser for a source
   * @param every at least this long between two readings of one
   */
  public OwnLists(
      Function<Source, ServiceParser> parsers,
      Services services,
      Duration every,
      MonotonicClock clock) {
    this.parsers = parsers;
    this.services = services;
    this.every = every;
    this.clock = clock;
  }

  /** Whether it is time to read the list of a source; claims the time when it is. */
  public boolean due(String source) {
    Instant now = clock.instant();
    Instant free = next.merge(source, now.plus(every), (at, then) -> now.isBefore(at) ? at : then);
    return free.equals(now.plus(every));
  }

  /**
   * Takes a list that is written as services.yaml is. One with an error is refused as a whole, and
   * the list before stays.
   */
  public void take(String source, byte[] list) {
    try {
      ServiceParser.Parsed parsed =
          parsers.apply(Source.own(source)).listing("the list of " + source, list);
      services.plan(source, parsed.windows());
      services.accept(source, parsed.services());
    } catch (ConfigErrors errors) {
      services.refused(source, errors.getMessage());
    }
  }
}
