package dev.uproute.report;

import dev.uproute.check.LocationVote;
import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.record.Streak;
import dev.uproute.service.Service;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * What is known of one service now.
 *
 * @param status the state shown: of the latest result; UNKNOWN when there is none or it is too old
 * @param latest the latest result; null before the first
 * @param since when the state shown began; null when unknown
 * @param lastOnline when a result was last online; null when never
 * @param checks results ever stored that count in an uptime or not
 * @param recent the last result of each minute, oldest first, at most 240
 * @param incidents newest first, at most 20
 * @param maintenance why it is in maintenance now, empty when no reason is given; null when it is
 *     not
 * @param acknowledged who knows of its outage; null when nobody does, or there is none
 * @param budgets what is left of its error budgets; none without an objective that has one
 * @param escalation how far the escalation of its outage has come; null when there is none, or no
 *     list for it
 */
public record ServiceReport(
    Service service,
    Status status,
    Result latest,
    Instant since,
    Instant lastOnline,
    Uptime uptime,
    long checks,
    List<Point> recent,
    List<Incident> incidents,
    String maintenance,
    Streak.Acknowledged acknowledged,
    List<Budget> budgets,
    EscalationState escalation) {
  /**
   * The last result of one minute, as pages need it.
   *
   * @param response response time in microseconds; null when there was none
   * @param maintenance whether the service was in maintenance: whatever was found then is no fault
   */
  public record Point(Instant at, Status status, Long response, boolean maintenance) {
    /** One that was found outside of a maintenance. */
    public Point(Instant at, Status status, Long response) {
      this(at, status, response, false);
    }

    public StatusLabel face() {
      return maintenance ? StatusLabel.MAINTENANCE : StatusLabel.of(status);
    }
  }

  /**
   * One time a service was not online.
   *
   * @param end null while it lasts
   */
  public record Incident(
      String service, Instant start, Instant end, Status status, String reason) {}

  /** One that is not in maintenance, and whose outage nobody acknowledged. */
  public ServiceReport(
      Service service,
      Status status,
      Result latest,
      Instant since,
      Instant lastOnline,
      Uptime uptime,
      long checks,
      List<Point> recent,
      List<Incident> incidents) {
    this(
        service,
        status,
        latest,
        since,
        lastOnline,
        uptime,
        checks,
        recent,
        incidents,
        null,
        null,
        List.of(),
        null);
  }

  /** The same, in maintenance for this reason; null = it is not. */
  public ServiceReport during(String why) {
    return new ServiceReport(
        service,
        status,
        latest,
        since,
        lastOnline,
        uptime,
        checks,
        recent,
        incidents,
        why,
        acknowledged,
        budgets,
        escalation);
  }

  /** The same, whose outage somebody knows of; null = nobody does. */
  public ServiceReport acknowledged(Streak.Acknowledged by) {
    return new ServiceReport(
        service,
        status,
        latest,
        since,
        lastOnline,
        uptime,
        checks,
        recent,
        incidents,
        maintenance,
        by,
        budgets,
        escalation);
  }

  /** The same; when its latest result is of before the start, with what locations found. */
  ServiceReport locations(Function<Service, List<LocationVote>> found) {
    if (latest == null || !latest.evidence().locations().isEmpty()) {
      return this;
    }
    List<LocationVote> votes = found.apply(service);
    return votes.isEmpty() ? this : latest(latest.of(votes));
  }

  private ServiceReport latest(Result result) {
    return new ServiceReport(
        service,
        status,
        result,
        since,
        lastOnline,
        uptime,
        checks,
        recent,
        incidents,
        maintenance,
        acknowledged,
        budgets,
        escalation);
  }

  /** The same, with its error budgets. */
  public ServiceReport budgets(List<Budget> counted) {
    return new ServiceReport(
        service,
        status,
        latest,
        since,
        lastOnline,
        uptime,
        checks,
        recent,
        incidents,
        maintenance,
        acknowledged,
        counted,
        escalation);
  }

  /** The same, whose outage has come so far. */
  public ServiceReport escalation(EscalationState state) {
    return new ServiceReport(
        service,
        status,
        latest,
        since,
        lastOnline,
        uptime,
        checks,
        recent,
        incidents,
        maintenance,
        acknowledged,
        budgets,
        state);
  }

  /** Whether its state counts in that of its site and of everything. */
  public boolean active() {
    return service.enabled() && maintenance == null;
  }
}
