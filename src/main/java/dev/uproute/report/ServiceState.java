package dev.uproute.report;

import dev.uproute.check.Evidence;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.record.Event;
import dev.uproute.record.Flip;
import dev.uproute.record.Streak;
import dev.uproute.service.Service;
import dev.uproute.service.Timing;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** What the live state keeps of one service. Not thread-safe. */
final class ServiceState {
  private static final int INCIDENTS = 20;

  Streak streak = Streak.NONE;
  Instant lastOnline;
  Instant first;
  long checks;
  Uptime.Counts all = Uptime.Counts.NONE;
  final Uptime.Counts[] windows = {Uptime.Counts.NONE, Uptime.Counts.NONE, Uptime.Counts.NONE};
  final Recent recent;
  // oldest first; only the last may be open
  private final Deque<ServiceReport.Incident> incidents = new ArrayDeque<>(0);
  private Instant at;
  private Status status;
  private String reason;
  private Evidence evidence;

  ServiceState() {
    this(new Recent());
  }

  private ServiceState(Recent recent) {
    this.recent = recent;
  }

  ServiceState copy() {
    ServiceState copy = new ServiceState(recent.copy());
    copy.streak = streak;
    copy.lastOnline = lastOnline;
    copy.checks = checks;
    copy.all = all;
    System.arraycopy(windows, 0, copy.windows, 0, windows.length);
    copy.incidents.addAll(incidents);
    copy.latest(at, status, reason, evidence);
    return copy;
  }

  void latest(Instant at, Status status, String reason, Evidence evidence) {
    this.at = at;
    this.status = status;
    this.reason = reason;
    this.evidence = evidence;
  }

  /**
   * Counts a result in the totals and in each window whose start it is not before. The last one
   * handed over is the latest, whatever its time: the clock may have been put back.
   */
  void add(Result result, Instant[] starts) {
    latest(result.at(), result.status(), result.reason(), result.evidence());
    Boolean online = result.online();
    first = first == null && online != null ? result.at() : first;
    checks++;
    all = all.with(online);
    for (int i = 0; i < starts.length; i++) {
      if (!result.at().isBefore(starts[i])) {
        windows[i] = windows[i].with(online);
      }
    }
    if (result.up()) {
      lastOnline = result.at();
    }
    recent.add(
        new ServiceReport.Point(
            result.at(), result.status(), result.evidence().response(), result.maintenance()));
  }

  /** An incident begins, ends, or changes its status. */
  void add(Flip flip, Instant begun) {
    if (!flip.event().turns() || flip.restates()) {
      return;
    }
    ServiceReport.Incident open = incidents.peekLast();
    boolean goesOn = open != null && open.end() == null;
    if (goesOn && flip.event() != Event.ESCALATED) {
      incidents.removeLast();
      incidents.addLast(
          new ServiceReport.Incident(
              open.service(),
              flip.since() == null ? open.start() : flip.since(),
              flip.at(),
              open.status(),
              open.reason()));
      goesOn = false;
    }
    if (!goesOn && flip.event() != Event.UP) {
      incidents.addLast(
          new ServiceReport.Incident(flip.service(), begun, null, flip.to(), flip.reason()));
    }
    if (incidents.size() > INCIDENTS) {
      incidents.removeFirst();
    }
  }

  Instant at() {
    return at;
  }

  ServiceReport report(Service service, Instant now) {
    return report(service, now, recent.points(), new ArrayList<>(incidents).reversed());
  }

  /** The same without points and incidents. */
  ServiceReport brief(Service service, Instant now) {
    return report(service, now, List.of(), List.of());
  }

  private ServiceReport report(
      Service service,
      Instant now,
      List<ServiceReport.Point> points,
      List<ServiceReport.Incident> past) {
    Status shown = shown(service, now);
    Result latest = at == null ? null : new Result(service, at, status, reason, evidence);
    Double[] uptimes = Arrays.stream(windows).map(Uptime.Counts::uptime).toArray(Double[]::new);
    return new ServiceReport(
        service,
        shown,
        latest,
        since(shown),
        lastOnline,
        new Uptime(uptimes[0], uptimes[1], uptimes[2], all.uptime(), first),
        checks,
        points,
        past);
  }

  /**
   * A result says nothing any more when two later ones should have come; a pause waits for none.
   */
  private Status shown(Service service, Instant now) {
    if (at == null) {
      return Status.UNKNOWN;
    }
    Timing timing = service.timing();
    Instant until = at.plus(timing.interval().multipliedBy(2)).plus(timing.timeout());
    return service.enabled() && now.isAfter(until) ? Status.UNKNOWN : status;
  }

  private Instant since(Status shown) {
    if (shown == Status.UNKNOWN) {
      return null;
    }
    return shown == streak.state() ? streak.since() : streak.run().since();
  }
}
