package dev.uproute.page;

import dev.uproute.check.Certificates;
import dev.uproute.report.ServiceReport;
import dev.uproute.text.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A certificate as pages show it.
 *
 * @param subject whom it is for; empty when that is not shown
 * @param issuer who issued it; empty when that is not shown
 * @param from when it begins; null when that is not known
 * @param expires when it ends
 * @param left how long that is, in words
 * @param soon whether that is inside the largest warning of the service
 */
public record CertificateView(
    String subject,
    String issuer,
    TimeElement from,
    TimeElement expires,
    String left,
    boolean soon) {

  /** The one that ends first; null when there is none. */
  static CertificateView first(ServiceReport report, Instant now, Language language) {
    Instant expires =
        report.latest() == null ? null : report.latest().evidence().certificateExpires();
    return expires == null
        ? null
        : of(new Certificates.Certificate(null, null, null, expires), report, now, language);
  }

  /** Those the server sent, its own first; none when there are none. */
  static List<CertificateView> all(ServiceReport report, Instant now, Language language) {
    Certificates sent = report.latest() == null ? null : report.latest().evidence().certificates();
    return sent == null
        ? List.of()
        : sent.path().stream().map(each -> of(each, report, now, language)).toList();
  }

  private static CertificateView of(
      Certificates.Certificate certificate, ServiceReport report, Instant now, Language language) {
    int warn =
        report.service().policy().tlsWarnDays().stream().max(Comparator.naturalOrder()).orElse(0);
    Instant expires = certificate.until();
    return new CertificateView(
        certificate.subject() == null ? "" : Words.visible(certificate.subject()),
        certificate.issuer() == null ? "" : Words.visible(certificate.issuer()),
        TimeElement.of(certificate.from(), now, language),
        TimeElement.of(expires, now, language),
        language.daysLeft(expires, now),
        Duration.between(now, expires).compareTo(Duration.ofDays(warn)) < 0);
  }
}
