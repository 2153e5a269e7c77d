package dev.uproute.page;

import dev.uproute.check.Evidence;
import dev.uproute.report.ServiceReport;
import dev.uproute.report.StatusLabel;
import dev.uproute.report.Uptime;
import dev.uproute.service.PublicUrl;
import dev.uproute.service.Service;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

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
 * @param maintenance why it is in maintenance; empty when no reason is given or it is not
 * @param evidence of the latest result; null before the first
 * @param report what it was made of
 * @param now the time it shows
 * @param language in which it is shown
 */
public record ServiceView(
    String id,
    String name,
    String href,
    String site,
    String siteHref,
    StatusLabel face,
    String role,
    String type,
    String address,
    String link,
    String response,
    TimeElement lastCheck,
    TimeElement lastOnline,
    TimeElement since,
    String reason,
    String maintenance,
    Rates uptime,
    String checks,
    Proof evidence,
    CertificateView certificate,
    List<IncidentView> incidents,
    ServiceReport report,
    Instant now,
    Language language) {

  /** Its timeline, made when a template asks for it: a compact row does not. */
  public TimelineBars bars() {
    return TimelineBars.of(report, now, language);
  }

  /** When it was checked last, for a narrow column; null before the first check. */
  public TimeElement checked() {
    return TimeElement.narrow(report.latest() == null ? null : report.latest().at(), now, language);
  }

  /** By what else it is found. */
  public Traits traits() {
    return Traits.of(report.service());
  }

  /** What each location found; none where only one checks. */
  public List<LocationView> locations() {
    return LocationView.all(report, language);
  }

  /** The certificates its server sent, its own first; none when there are none. */
  public List<CertificateView> certificates() {
    return CertificateView.all(report, now, language);
  }

  /** Its error budgets; none when there are none. */
  public List<BudgetView> budgets() {
    return BudgetView.all(report, language);
  }

  /** How far the escalation of its outage has come; null when there is none to show. */
  public EscalationView escalation() {
    return EscalationView.of(report.escalation(), report.acknowledged(), now, language);
  }

  /** The error budget that is nearly used up, or more; null when none is. */
  public BudgetView scarce() {
    return BudgetView.scarce(report, language);
  }

  /** Its response times; null when there are none. */
  public Chart chart() {
    return Chart.of(report, now, language);
  }

  /**
   * Uptimes, for example {@code 99.98 %}, a dash where nothing was measured, or nothing that the
   * next shorter time does not show.
   *
   * @param since when the first check was, where that is within 30 days; else null
   */
  public record Rates(String day, String week, String month, String all, TimeElement since) {}

  /**
   * What the latest result rests on.
   *
   * @param phases null where nothing was timed
   * @param address empty when none was dialled
   * @param httpStatus empty when there was none
   */
  public record Proof(TimingsBar phases, String address, String attempts, String httpStatus) {}

  static ServiceView of(ServiceReport report, Instant now, Language language) {
    Service service = report.service();
    Evidence evidence = report.latest() == null ? null : report.latest().evidence();
    return new ServiceView(
        service.id(),
        Words.visible(service.name()),
        PageName.service(service.id()),
        service.site(),
        PageName.site(service.site()),
        language.label(StatusLabel.of(report)),
        service.role() == Service.Role.CORE ? "core" : "supplementary",
        service.type(),
        PublicUrl.text(service.target()),
        PublicUrl.link(service.target()),
        language.millis(evidence == null ? null : evidence.response()),
        TimeElement.of(report.latest() == null ? null : report.latest().at(), now, language),
        TimeElement.of(report.lastOnline(), now, language),
        TimeElement.of(report.since(), now, language),
        reason(report),
        report.maintenance() == null ? "" : Words.visible(report.maintenance()),
        rates(report.uptime(), now, language),
        language.number(report.checks()),
        evidence == null ? null : proof(evidence, language),
        CertificateView.first(report, now, language),
        IncidentView.of(report, now, language),
        report,
        now,
        language);
  }

  private static String reason(ServiceReport report) {
    boolean none = report.latest() == null || report.latest().reason() == null;
    return none ? "" : Words.visible(report.latest().reason());
  }

  private static Rates rates(Uptime uptime, Instant now, Language language) {
    return new Rates(
        language.percent(uptime.day()),
        language.percent(younger(uptime, 1, now) ? null : uptime.week()),
        language.percent(younger(uptime, 7, now) ? null : uptime.month()),
        language.percent(uptime.all()),
        younger(uptime, 30, now) ? TimeElement.of(uptime.first(), now, language) : null);
  }

  private static boolean younger(Uptime uptime, int days, Instant now) {
    return uptime.first() != null && uptime.first().isAfter(now.minus(Duration.ofDays(days)));
  }

  private static Proof proof(Evidence evidence, Language language) {
    return new Proof(
        TimingsBar.of(evidence.phases(), language),
        evidence.address() == null ? "" : Words.visible(evidence.address()),
        language.text("attempts", evidence.attempts()),
        evidence.httpStatus() == null ? "" : evidence.httpStatus().toString());
  }
}
