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
 * Changes of files while the program runs: those that were not taken, so that what was there before
 * goes on, and how many were. Each new reason is logged once. Thread-safe.
 */
public final class RefusedChanges {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");

  private final InstantSource clock;
  private final Map<String, Refused> refused = new TreeMap<>();
  private long version;
  private long takenCount;
  private long refusedCount;

  /**
   * One of them.
   *
   * @param file as people name it, for example {@code routes/check-http.camel.yaml}
   * @param since when it was found
   * @param error why, one error a line, each with file, line and column
   * @param later whether nothing is wrong with it: it counts after a restart
   */
  public record Refused(String file, Instant since, String error, boolean later) {
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
      return new Refused(file, since, places, later);
    }
  }

  public RefusedChanges(InstantSource clock) {
    this.clock = clock;
  }

  /** Notes that a file was not taken, because something is wrong. */
  public void refuse(String file, String error) {
    note(new Refused(file, clock.instant(), error, false));
  }

  /** Notes that what changed in a file counts after a restart; nothing is wrong with it. */
  public void later(String file, String changes) {
    note(new Refused(file, clock.instant(), changes, true));
  }

  private synchronized void note(Refused next) {
    Refused before = refused.get(next.file());
    if (before != null && before.error().equals(next.error())) {
      return;
    }
    refused.put(next.file(), next);
    refusedCount += next.later() ? 0 : 1;
    version++;
    String head = next.later() ? "" : "Not taken, what was there before goes on: ";
    next.error().lines().forEach(line -> LOG.warn("{}{}", head, line));
  }

  /** Notes that a file is as it should be. */
  public synchronized void clear(String file) {
    Refused before = refused.remove(file);
    if (before != null) {
      version++;
      LOG.info(before.later() ? "{} is as it was at the start" : "{} is good again", file);
    }
  }

  /** Notes that as many changed files were taken. */
  public synchronized void taken(int files) {
    takenCount += files;
  }

  /** How many changes of files were taken since the start. */
  public synchronized long takenCount() {
    return takenCount;
  }

  /** How many were refused since the start. */
  public synchronized long refusedCount() {
    return refusedCount;
  }

  /** What is wrong, in one sentence; null when nothing is. */
  public synchronized String sentence() {
    return refused.values().stream()
        .filter(each -> !each.later())
        .findFirst()
        .map(each -> each.sentence() + "; what was there before goes on")
        .orElse(null);
  }

  /** What counts after a restart, one sentence each. */
  public synchronized List<String> later() {
    return refused.values().stream().filter(Refused::later).map(Refused::sentence).toList();
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
