package dev.uproute.alert;

import dev.uproute.check.Result;
import java.time.Instant;
import java.util.List;

/** What a batch holds of one service. Not thread-safe. */
final class Gathered {
  private final Watch.Due reminder;
  private Streak streak;
  private Result latest;
  private Instant lastOnline;
  private int checks;
  private int counted;
  private int online;
  private boolean confirmed;

  Gathered(Streak streak, Watch.Due reminder) {
    this.reminder = reminder;
    this.streak = streak;
  }

  /**
   * @param anew whether the service was silent until this check
   */
  void observe(Result result, boolean anew, List<Flip> flips) {
    boolean first = anew && !confirmed;
    Watch.Outcome outcome = Watch.observe(streak, result, first, reminder);
    streak = outcome.streak();
    confirmed |= first && Watch.confirms(result.status(), streak.state());
    flips.addAll(outcome.flips());
    latest = result;
    checks++;
    Boolean counts = result.online();
    if (counts != null) {
      counted++;
    }
    if (Boolean.TRUE.equals(counts)) {
      online++;
    }
    if (result.up()) {
      lastOnline = result.at();
    }
  }

  /** Whether a new check has confirmed the state, after a silence. */
  boolean confirmed() {
    return confirmed;
  }

  String name() {
    return latest.service().name();
  }

  Streak streak() {
    return streak;
  }

  /** The parameters of upsert-streak.sql. */
  List<Object> row() {
    return Rows.streak(streak, latest, lastOnline, checks, counted, online);
  }
}
