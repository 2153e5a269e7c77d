package dev.uproute.check;

import dev.uproute.text.Sentence;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.x500.X500Principal;

/**
 * The certificates a server sent, as far as they are a way from its own to an authority: others it
 * may send as well, such as an old cross-signed one at the end, say nothing. Immutable.
 *
 * @param authorities the names of those we trust; the way ends below them
 */
record CertificateChain(Set<X500Principal> authorities, Instant now) {
  private static final int LONGEST = 10;

  static Set<X500Principal> names(X509Certificate[] trusted) {
    return Arrays.stream(trusted)
        .map(X509Certificate::getSubjectX500Principal)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The chain, leaf first. Of several that issued one certificate, the one that lasts longest. */
  List<X509Certificate> path(X509Certificate[] sent) {
    List<X509Certificate> path = new ArrayList<>(List.of(sent[0]));
    X509Certificate top = sent[0];
    while (top != null && path.size() < LONGEST && !authorities.contains(issuer(top))) {
      X509Certificate below = top;
      top =
          Arrays.stream(sent)
              .filter(c -> !path.contains(c) && issued(c, below))
              .max(Comparator.comparing(X509Certificate::getNotAfter))
              .orElse(null);
      if (top != null) {
        path.add(top);
      }
    }
    return path;
  }

  private static X500Principal issuer(X509Certificate certificate) {
    return certificate.getIssuerX500Principal();
  }

  private static boolean issued(X509Certificate by, X509Certificate certificate) {
    if (!by.getSubjectX500Principal().equals(issuer(certificate))) {
      return false;
    }
    try {
      certificate.verify(by.getPublicKey());
      return true;
    } catch (GeneralSecurityException | RuntimeException _) {
      return false;
    }
  }

  /** The one on the way that ends first. */
  static X509Certificate firstToEnd(List<X509Certificate> path) {
    return path.stream().min(Comparator.comparing(X509Certificate::getNotAfter)).get();
  }

  /** How a sentence calls a certificate of a chain. */
  static String name(X509Certificate certificate, X509Certificate leaf) {
    return certificate.equals(leaf)
        ? "certificate"
        : "intermediate certificate "
            + CertificateNames.common(certificate.getSubjectX500Principal());
  }

  /** What validation failed on. */
  String refused(CertificateException e, X509Certificate[] sent, String host) {
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
      return "certificate is for " + CertificateNames.of(sent[0]) + ", not for " + host;
    }
    String time = validity(e, sent);
    if (time != null) {
      return time;
    }
    if (!message.contains("unable to find valid certification path")) {
      return constraints(e);
    }
    X509Certificate leaf = sent[0];
    if (issuer(leaf).equals(leaf.getSubjectX500Principal())) {
      return "certificate is self-signed";
    }
    return "certificate is not trusted: issued by "
        + CertificateNames.common(issuer(path(sent).getLast()));
  }

  /**
   * A certificate out of its time: the one that validation names, else, where no path could be
   * built, the first of the way, for one that is over is no step of a path.
   */
  private String validity(CertificateException e, X509Certificate[] sent) {
    boolean unbuilt = String.valueOf(e.getMessage()).contains("unable to find valid");
    boolean time = unbuilt;
    for (Throwable t = e; t != null; t = t.getCause()) {
      time |= t instanceof CertificateExpiredException;
      time |= t instanceof CertificateNotYetValidException;
      time |=
          t instanceof CertPathValidatorException p
              && (p.getReason() == CertPathValidatorException.BasicReason.EXPIRED
                  || p.getReason() == CertPathValidatorException.BasicReason.NOT_YET_VALID);
    }
    if (time) {
      for (X509Certificate each : path(sent)) {
        String invalid = outOfTime(each, sent[0]);
        if (invalid != null) {
          return invalid;
        }
      }
    }
    return null;
  }

  private String outOfTime(X509Certificate certificate, X509Certificate leaf) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    String name = name(certificate, leaf);
    if (now.isAfter(until)) {
      return name + " expired " + days(Duration.between(until, now)) + " ago";
    }
    return now.isBefore(from)
        ? name + " is not valid yet, but in " + days(Duration.between(now, from))
        : null;
  }

  private static String constraints(CertificateException e) {
    String cause = FailureKinds.sentence(e);
    int on = cause.indexOf("failed on ");
    return on < 0
        ? "certificate is not accepted: " + Sentence.quote(cause)
        : "certificate is too weak: " + Sentence.quote(cause.substring(on + 10));
  }

  static String days(Duration time) {
    long days = time.toDays();
    if (days == 0) {
      return time.toHours() == 1 ? "1 hour" : time.toHours() + " hours";
    }
    return days == 1 ? "1 day" : days + " days";
  }
}
