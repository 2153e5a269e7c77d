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
    Map<String, String> reasons = new HashMap<>();
    for (Result result : batch.results()) {
      reasons.put(result.service().id(), result.reason());
      LOG.debug("{}: {}{}", result.service().id(), word(result.status()), why(result.reason()));
    }
    batch
        .streaks()
        .forEach(
            (id, streak) -> {
              String line = line(id, streak, reasons.get(id));
              if (line != null) {
                LOG.info("{}", line);
              }
            });
  }

  /**
   * For example {@code plex is down, after 3 h 5 min up: HTTP 503, expected 200-399}; null when
   * nothing changed, or a service is up when it is seen first.
   */
  synchronized String line(String id, Streak now, String reason) {
    Streak before = last.put(id, now);
    Status state = now.state();
    boolean same = before != null && before.state() == state;
    if (same || state == Status.UNKNOWN || before == null && state == Status.UP) {
      return null;
    }
    boolean lasted =
        before != null
            && before.since() != null
            && now.since() != null
            && before.state() != Status.UNKNOWN;
    String after =
        lasted
            ? ", after %s %s"
                .formatted(
                    Words.duration(Duration.between(before.since(), now.since())),
                    word(before.state()))
            : "";
    return id + " is " + word(state) + after + (state == Status.UP ? "" : why(reason));
  }

  private static String why(String reason) {
    return reason == null || reason.isBlank() ? "" : ": " + reason;
  }

  private static String word(Status status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
