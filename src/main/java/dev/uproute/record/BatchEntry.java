package dev.uproute.record;

import dev.uproute.check.Certificates;
import dev.uproute.check.Result;
import dev.uproute.service.Service;
import java.time.Instant;
import java.util.List;

/** What is observed of one service and not written yet. Not thread-safe. */
final class BatchEntry {
  private Streak streak;
  private Result latest;
  private Instant lastOnline;
  private int checks;
  private int counted;
  private int online;
  private boolean confirmed;

  BatchEntry(Streak streak) {
    this.streak = streak;
  }

  /**
   * @param around whether the service was silent until this check, and what else decides
   */
  void observe(Result result, Circumstances around, List<Flip> flips) {
    boolean first = around.anew() && !confirmed;
    AlertRules.Outcome outcome =
        AlertRules.observe(
            streak, result, new Circumstances(first, around.silent(), around.due(), around.list()));
    streak = outcome.streak();
    confirmed |= first && AlertRules.confirms(result.status(), streak.state());
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

  void acknowledged(Streak.Acknowledged by) {
    streak = streak.acknowledged(by);
  }

  /** Whether a new check has confirmed the state, after a silence; asked once for each. */
  boolean confirmed() {
    boolean was = confirmed;
    confirmed = false;
    return was;
  }

  /** The same as of now, whatever is observed later. */
  BatchEntry copy() {
    BatchEntry copy = new BatchEntry(streak);
    copy.latest = latest;
    copy.lastOnline = lastOnline;
    copy.checks = checks;
    copy.counted = counted;
    copy.online = online;
    copy.confirmed = confirmed;
    return copy;
  }

  /**
   * What an earlier copy holds is written now.
   *
   * @return whether that was all
   */
  boolean written(BatchEntry copy) {
    checks -= copy.checks;
    counted -= copy.counted;
    online -= copy.online;
    return checks == 0;
  }

  Service service() {
    return latest.service();
  }

  /** What its list says of the service and the database knows, too: a row of insert-service.sql. */
  List<Object> listed() {
    return Rows.service(latest.service());
  }

  /** What its server sent last; null when nothing. */
  Certificates certificates() {
    return latest.evidence().certificates();
  }

  Streak streak() {
    return streak;
  }

  /** The parameters of upsert-streak.sql. */
  List<Object> row() {
    return Rows.streak(streak, latest, lastOnline, checks, counted, online);
  }
}
