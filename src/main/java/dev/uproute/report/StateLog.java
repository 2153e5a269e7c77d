package dev.uproute.report;

import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.record.Batch;
import dev.uproute.record.Streak;
import dev.uproute.text.Words;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Variable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The log of what was found: one INFO line for each change of a service's state, and at DEBUG one
 * for each check. Keeps the last state of each service it has seen. Thread-safe.
 */
public final class StateLog {
  private static final Logger LOG = LoggerFactory.getLogger("dev.uproute.state");

  private final Map<String, Streak> last = new HashMap<>();

  /** Logs what a batch of results changed. */
  public void log(@Variable("batch") Batch batch) {
    Map<String, Result> latest = new HashMap<>();
    for (Result result : batch.results()) {
      latest.put(result.service().id(), result);
      LOG.atDebug()
          .addKeyValue("service", result.service().id())
          .addKeyValue("status", word(result.status()))
          .log("{}: {}{}", result.service().id(), word(result.status()), why(result.reason()));
    }
    batch.streaks().forEach((id, streak) -> log(id, streak, latest.get(id)));
  }

  private void log(String id, Streak now, Result result) {
    Streak before = before(id, now);
    String line = line(id, before, now, result);
    if (line != null) {
      LOG.atInfo()
          .addKeyValue("service", id)
          .addKeyValue("state", word(now.state()))
          .addKeyValue("before", before == null ? null : word(before.state()))
          .addKeyValue("reason", result == null ? null : result.reason())
          .log("{}", line);
    }
  }

  private synchronized Streak before(String id, Streak now) {
    return last.put(id, now);
  }

  /**
   * For example {@code plex is down, after 3 h 5 min up: HTTP 503, expected 200-399}; null when
   * nothing changed, or a service is up when it is seen first.
   *
   * @param before null when it is seen first in this run
   * @param result the latest; null when there is none
   */
  static String line(String id, Streak before, Streak now, Result result) {
    Status state = now.state();
    boolean same = before != null && before.state() == state;
    if (same || state == Status.UNKNOWN || before == null && state == Status.UP) {
      return null;
    }
    String reason = state == Status.UP || result == null ? "" : why(result.reason());
    return id
        + " is "
        + (before == null ? still(now, result) : word(state) + after(before, now))
        + reason;
  }

  /** What was so before this run is told as that. */
  private static String still(Streak now, Result result) {
    Duration lasts =
        now.since() == null || result == null
            ? Duration.ZERO
            : Duration.between(now.since(), result.at());
    return lasts.isPositive()
        ? "still %s, for %s".formatted(word(now.state()), Words.duration(lasts))
        : word(now.state());
  }

  private static String after(Streak before, Streak now) {
    boolean known =
        before.since() != null && now.since() != null && before.state() != Status.UNKNOWN;
    return known
        ? ", after %s %s"
            .formatted(
                Words.duration(Duration.between(before.since(), now.since())), word(before.state()))
        : "";
  }

  private static String why(String reason) {
    return reason == null || reason.isBlank() ? "" : ": " + reason;
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
