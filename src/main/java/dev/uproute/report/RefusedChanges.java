package dev.uproute.report;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Changes of files that were not taken while the program runs: what was there before goes on. Each
 * new reason is logged once. Thread-safe.
 */
public final class RefusedChanges {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");

  private final InstantSource clock;
  private final Map<String, Refused> refused = new TreeMap<>();
  private long version;

  /**
   * One of them.
   *
   * @param file as people name it, for example {@code routes/check-http.camel.yaml}
   * @param since when it was found
   * @param error why, one error a line, each with file, line and column
   */
  public record Refused(String file, Instant since, String error) {
    /** The first of its errors, and how many more there are. */
    public String sentence() {
      List<String> lines = error.lines().toList();
      return lines.getFirst() + (lines.size() == 1 ? "" : " (and " + (lines.size() - 1) + " more)");
    }

    /** The same for readers who may not see why: where it is. */
    Refused withoutReason() {
      String places =
          error
              .lines()
              .map(line -> line.replaceFirst("^([^:]+(?::\\d+:\\d+)?): .*", "$1"))
              .collect(Collectors.joining("\n"));
      return new Refused(file, since, places);
    }
  }

  public RefusedChanges(InstantSource clock) {
    this.clock = clock;
  }

  /** Notes that a file was not taken. */
  public synchronized void refuse(String file, String error) {
    Refused before = refused.get(file);
    if (before != null && before.error().equals(error)) {
      return;
    }
    refused.put(file, new Refused(file, clock.instant(), error));
    version++;
    error.lines().forEach(line -> LOG.warn("Not taken, what was there before goes on: {}", line));
  }

  /** Notes that a file is as it should be. */
  public synchronized void clear(String file) {
    if (refused.remove(file) != null) {
      version++;
      LOG.info("{} is good again", file);
    }
  }

  /** What is refused, in one sentence; null when nothing is. */
  public synchronized String sentence() {
    if (refused.isEmpty()) {
      return null;
    }
    return refused.values().iterator().next().sentence() + "; what was there before goes on";
  }

  /** Those that are refused now, by file. */
  public synchronized List<Refused> all() {
    return List.copyOf(refused.values());
  }

  /** Another one after each change. */
  public synchronized long version() {
    return version;
  }
}
