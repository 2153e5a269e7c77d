package dev.uproute.report;

import dev.uproute.check.Evidence;
import dev.uproute.service.Role;
import dev.uproute.service.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A service as pages show it: every text is ready, templates only place and escape it.
 *
 * @param href its page, from the folder of pages
 * @param siteHref the page of its site
 * @param role {@code core} or {@code supplementary}
 * @param address may be empty
 * @param link null when the address is not one to follow
 * @param lastCheck null before the first
 * @param lastOnline null when never
 * @param since when the state began; null when unknown
 * @param reason of the latest result; empty before the first
 * @param maintenance why it is in maintenance; empty when nobody said or it is not
 * @param evidence of the latest result; null before the first
 * @param report what it was made of
 * @param now the moment it shows
 */
public record ServiceView(
    String id,
    String name,
    String href,
    String site,
    String siteHref,
    Face face,
    String role,
    String type,
    String address,
    String link,
    String response,
    Moment lastCheck,
    Moment lastOnline,
    Moment since,
    String reason,
    String maintenance,
    Rates uptime,
    String checks,
    Proof evidence,
    Certificate certificate,
    List<IncidentView> incidents,
    ServiceReport report,
    Instant now) {

  /** Its timeline, made when a template asks for it: a compact row does not. */
  public Bars bars() {
    return Bars.of(report, now);
  }

  /** Its response times; null when there are none. */
  public Chart chart() {
    return Chart.of(report, now);
  }

  /**
   * Uptimes, for example {@code 99.98 %}, a dash where nothing was measured.
   *
   * @param since when the first check was, where that is within 30 days; else null
   */
  public record Rates(String day, String week, String month, String all, Moment since) {}

  /**
   * What the latest result rests on.
   *
   * @param phases null where nothing was timed
   * @param address empty when none was dialled
   * @param httpStatus empty when there was none
   */
  public record Proof(PhaseBar phases, String address, String attempts, String httpStatus) {}

  /**
   * @param soon true when it is inside the largest warning of the service
   */
  public record Certificate(String left, Moment expires, boolean soon) {}

  static ServiceView of(ServiceReport report, Instant now) {
    Service service = report.service();
    Evidence evidence = report.latest() == null ? null : report.latest().evidence();
    return new ServiceView(
        service.id(),
        Words.visible(service.name()),
        PageName.service(service.id()),
        service.site(),
        PageName.site(service.site()),
        Face.of(report),
        service.role() == Role.CORE ? "core" : "supplementary",
        service.type(),
        Address.text(service.target()),
        Address.link(service.target()),
        Words.millis(evidence == null ? null : evidence.response()),
        Moment.of(report.latest() == null ? null : report.latest().at(), now),
        Moment.of(report.lastOnline(), now),
        Moment.of(report.since(), now),
        reason(report),
        report.maintenance() == null ? "" : Words.visible(report.maintenance()),
        rates(report.uptime(), now),
        String.format(Locale.ROOT, "%,d", report.checks()),
        evidence == null ? null : proof(evidence),
        certificate(report, now),
        IncidentView.of(report, now),
        report,
        now);
  }

  private static String reason(ServiceReport report) {
    boolean none = report.latest() == null || report.latest().reason() == null;
    return none ? "" : Words.visible(report.latest().reason());
  }

  private static Rates rates(Uptime uptime, Instant now) {
    boolean young =
        uptime.first() != null && uptime.first().isAfter(now.minus(Duration.ofDays(30)));
    return new Rates(
        Words.percent(uptime.day()),
        Words.percent(uptime.week()),
        Words.percent(uptime.month()),
        Words.percent(uptime.all()),
        young ? Moment.of(uptime.first(), now) : null);
  }

  private static Proof proof(Evidence evidence) {
    return new Proof(
        PhaseBar.of(evidence.phases()),
        evidence.address() == null ? "" : Words.visible(evidence.address()),
        Words.count(evidence.attempts(), "attempt"),
        evidence.httpStatus() == null ? "" : evidence.httpStatus().toString());
  }

  private static Certificate certificate(ServiceReport report, Instant now) {
    Instant expires =
        report.latest() == null ? null : report.latest().evidence().certificateExpires();
    if (expires == null) {
      return null;
    }
    int warn =
        report.service().policy().tlsWarnDays().stream().max(Comparator.naturalOrder()).orElse(0);
    boolean soon = Duration.between(now, expires).compareTo(Duration.ofDays(warn)) < 0;
    return new Certificate(Words.daysLeft(expires, now), Moment.of(expires, now), soon);
  }
}
