package dev.uproute.report;

import dev.uproute.check.Certificates;
import dev.uproute.check.Evidence;
import dev.uproute.check.LocationVote;
import dev.uproute.check.Result;
import dev.uproute.record.Streak;
import dev.uproute.service.Service;
import dev.uproute.service.Service.Detail;
import dev.uproute.service.Target;
import dev.uproute.text.CommaList;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What readers without a token may see of a report, for everything that is made for them: public
 * services only, and of each what its key {@code show} lists, else what the settings do.
 * Thread-safe.
 *
 * <p>A reason may quote an address. What is not shown is replaced there too, and the credentials
 * and the query of a URL always are.
 */
public final class Readers {
  private static final String HIDDEN = "the target";
  private static final Pattern CREDENTIALS = Pattern.compile("(?<=://)[^\\s/?#@]*@");
  private static final Pattern QUERY = Pattern.compile("(://[^\\s?#]*)[?#]\\S*");
  private static final Pattern URL = Pattern.compile("[a-z][a-z0-9+.-]*://\\S+");

  /** IPv4, IPv6 in brackets, each perhaps with a port, or IPv6; no time such as 12:30:05. */
  private static final Pattern ADDRESS =
      Pattern.compile(
          "(?<![\\w.:])(\\d{1,3}(\\.\\d{1,3}){3}(:\\d{1,5})?"
              + "|\\[[0-9a-fA-F:.]+(%\\w+)?\\](:\\d{1,5})?"
              + "|(?=[0-9a-fA-F:]*::|([0-9a-fA-F]+:){7})[0-9a-fA-F:]+(%\\w+)?)(?![\\w:])");

  private volatile Set<Detail> external;
  private volatile Set<Detail> local;

  /**
   * @param external words of {@link Detail}, separated by commas
   * @param local the same, of services in zone local
   */
  public Readers(String external, String local) {
    this.external = details(external);
    this.local = details(local);
  }

  /** Other details from now on, as in the constructor. */
  public void show(String externals, String locals) {
    external = details(externals);
    local = details(locals);
  }

  private static Set<Detail> details(String words) {
    Set<Detail> details = EnumSet.noneOf(Detail.class);
    CommaList.of(words).forEach(word -> details.add(Detail.valueOf(word.toUpperCase(Locale.ROOT))));
    return details;
  }

  /** The same report, without what readers may not see. */
  public Report of(Report report) {
    Report seen =
        report.of(
            report.services().stream().filter(s -> s.service().visible()).map(this::of).toList());
    return external.contains(Detail.REASON)
        ? seen
        : seen.with(report.refused().stream().map(RefusedChanges.Refused::withoutReason).toList());
  }

  /** One service, which is public. */
  private ServiceReport of(ServiceReport report) {
    Service service = report.service();
    Set<Detail> shown = shown(service);
    Service seen = shown.contains(Detail.URL) ? service : nowhere(service);
    Result latest = report.latest();
    return new ServiceReport(
        seen,
        report.status(),
        latest == null ? null : result(latest, seen, service.target(), shown),
        report.since(),
        report.lastOnline(),
        report.uptime(),
        report.checks(),
        report.recent(),
        report.incidents().stream().map(i -> incident(i, service.target(), shown)).toList(),
        report.maintenance(),
        acknowledged(report.acknowledged(), service.target(), shown),
        report.budgets(),
        shown.contains(Detail.ESCALATION) ? report.escalation() : null);
  }

  /** That somebody knows may be seen of every outage, who and what only with its reason. */
  private static Streak.Acknowledged acknowledged(
      Streak.Acknowledged by, Target target, Set<Detail> shown) {
    if (by == null || !shown.contains(Detail.REASON)) {
      return by == null ? null : new Streak.Acknowledged(by.at(), "", "");
    }
    return new Streak.Acknowledged(by.at(), by.name(), reason(by.note(), target, shown));
  }

  /** What may be seen of a service that is public. */
  private Set<Detail> shown(Service service) {
    if (service.show() != null) {
      return Set.copyOf(service.show());
    }
    return service.zone() == Service.Zone.LOCAL ? local : external;
  }

  private static Service nowhere(Service service) {
    Service.Check check = service.check();
    Target none = new Target("", null, -1);
    return service.asking(
        new Service.Check(
            check.type(),
            none,
            check.timing(),
            check.request(),
            check.expect(),
            check.locations()));
  }

  private static Result result(Result result, Service seen, Target target, Set<Detail> shown) {
    return new Result(
        seen,
        result.at(),
        result.status(),
        reason(result.reason(), target, shown),
        evidence(result.evidence(), target, shown),
        result.maintenance());
  }

  /** Certificates name hosts and authorities; what a machine measured is in its reason, too. */
  private static Evidence evidence(Evidence evidence, Target target, Set<Detail> shown) {
    boolean names = shown.contains(Detail.URL) && shown.contains(Detail.ADDRESS);
    Certificates certificates = evidence.certificates();
    return new Evidence(
        evidence.httpStatus(),
        evidence.response(),
        evidence.phases(),
        shown.contains(Detail.ADDRESS) ? evidence.address() : null,
        evidence.attempts(),
        evidence.certificateExpires(),
        evidence.intermediate(),
        certificates == null || names ? certificates : certificates.withoutNames(),
        shown.contains(Detail.REASON) ? evidence.host() : null,
        shown.contains(Detail.REASON) ? evidence.perfdata() : null,
        evidence.locations().stream().map(vote -> vote(vote, target, shown)).toList());
  }

  private static LocationVote vote(LocationVote vote, Target target, Set<Detail> shown) {
    String why = reason(vote.reason(), target, shown);
    return new LocationVote(
        vote.location(), vote.status(), vote.response(), why == null ? "" : why);
  }

  private static ServiceReport.Incident incident(
      ServiceReport.Incident incident, Target target, Set<Detail> shown) {
    return new ServiceReport.Incident(
        incident.service(),
        incident.start(),
        incident.end(),
        incident.status(),
        reason(incident.reason(), target, shown));
  }

  /** Of a reason that was found for a public service; null when nothing may be seen. */
  public String reason(Service service, String reason) {
    return reason(reason, service.target(), shown(service));
  }

  /** Null when there is none, or it may not be seen. */
  private static String reason(String reason, Target target, Set<Detail> shown) {
    if (reason == null || !shown.contains(Detail.REASON)) {
      return null;
    }
    String seen = reason;
    if (seen.contains("://")) {
      seen = CREDENTIALS.matcher(seen).replaceAll("");
      seen = QUERY.matcher(seen).replaceAll("$1");
    }
    if (!shown.contains(Detail.URL)) {
      seen = URL.matcher(seen).replaceAll(HIDDEN);
      seen = withoutHost(seen, target.host());
    }
    return shown.contains(Detail.ADDRESS) ? seen : withoutAddresses(seen, target, shown);
  }

  private static String withoutHost(String text, String host) {
    return host == null || host.isEmpty()
        ? text
        : Pattern.compile(
                "(?<![\\w.-])\\[?" + Pattern.quote(host) + "\\]?(:\\d{1,5})?(?![\\w-])",
                Pattern.CASE_INSENSITIVE)
            .matcher(text)
            .replaceAll(HIDDEN);
  }

  /** A URL that may be seen may itself name an address. */
  private static String withoutAddresses(String text, Target target, Set<Detail> shown) {
    String known = shown.contains(Detail.URL) ? target.host() : null;
    return ADDRESS
        .matcher(text)
        .replaceAll(
            found ->
                known != null && found.group().contains(known)
                    ? Matcher.quoteReplacement(found.group())
                    : HIDDEN);
  }
}
