package dev.uproute.record;

import static dev.uproute.record.Streak.failing;

import dev.uproute.check.Result;
import dev.uproute.check.Status;
import dev.uproute.service.CheckType;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Decides when people are notified of a certificate that expires; part of {@link AlertRules}. */
final class CertificateRules {
  private CertificateRules() {}

  /**
   * What the certificate of a result leads to.
   *
   * @param warned what is remembered of it
   * @param reason what is to be notified; null for nothing
   */
  record Outcome(Streak.Warned warned, String reason) {}

  static Outcome observe(Streak.Warned before, Result result) {
    Instant expires = result.evidence().certificateExpires();
    if (expires == null) {
      return new Outcome(before, null);
    }
    Integer notified = expires.equals(before.expires()) ? before.threshold() : null;
    long days = Math.floorDiv(Duration.between(result.at(), expires).toSeconds(), 86_400);
    Integer threshold = threshold(result, days);
    if (threshold == null || notified != null && threshold >= notified) {
      return new Outcome(new Streak.Warned(expires, notified), null);
    }
    String reason =
        stateCovers(result, expires)
            ? null
            : sentence(days, expires, result.evidence().intermediate());
    return new Outcome(new Streak.Warned(expires, threshold), reason);
  }

  /** The smallest one that so many days have reached; null when it is none. */
  private static Integer threshold(Result result, long days) {
    return result.service().policy().tlsWarnDays().stream()
        .filter(warn -> days <= warn)
        .min(Integer::compare)
        .orElse(null);
  }

  /** Whether the state is the certificate's: one matter is one notification. */
  private static boolean stateCovers(Result result, Instant expires) {
    boolean over = failing(result.status()) && !expires.isAfter(result.at());
    return over || result.status() == Status.DEGRADED && CheckType.TLS.of(result.service());
  }

  /**
   * @param intermediate which certificate of the chain it is; null for the server's own
   */
  private static String sentence(long days, Instant expires, String intermediate) {
    String which = "The " + (intermediate == null ? "certificate" : intermediate);
    String date = LocalDate.ofInstant(expires, ZoneOffset.UTC).toString();
    if (days < 0) {
      return which + " expired on " + date;
    }
    String left = days == 0 ? "today" : days == 1 ? "in 1 day" : "in " + days + " days";
    return which + " expires " + left + ", on " + date;
  }
}
