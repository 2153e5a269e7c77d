package dev.uproute.check;

import java.security.cert.CertificateException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLException;

/** Why a TLS handshake failed, in words a person understands. Pure. */
final class TlsRefusal {
  private static final int NAMES = 4;
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;
  private static final String ALERT = "received fatal alert: ";

  private TlsRefusal() {}

  /**
   * @param chain what the server presented, leaf first; empty when it did not come so far
   * @param host the name the certificate should have
   */
  static String sentence(SSLException e, X509Certificate[] chain, String host, Instant now) {
    if (chain.length > 0 && certificate(e) != null) {
      return refused(certificate(e), chain, host, now);
    }
    String message = String.valueOf(e.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.startsWith(ALERT)) {
      return "TLS handshake refused by the server: "
          + lower.substring(ALERT.length()).replace('_', ' ');
    }
    if (lower.contains("unrecognized ssl message") || lower.contains("unsupported or unrecog")) {
      return "no TLS on this port";
    }
    if (lower.contains("terminated the handshake") || lower.contains("closed")) {
      return "TLS handshake refused by the server: connection closed";
    }
    return lower.contains("reset")
        ? "TLS handshake refused by the server: connection reset"
        : "TLS handshake failed: " + message;
  }

  private static CertificateException certificate(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof CertificateException c) {
        return c;
      }
    }
    return null;
  }

  private static String refused(
      CertificateException e, X509Certificate[] chain, String host, Instant now) {
    for (X509Certificate certificate : chain) {
      String which = certificate == chain[0] ? "certificate" : "intermediate certificate";
      Instant from = certificate.getNotBefore().toInstant();
      Instant until = certificate.getNotAfter().toInstant();
      if (now.isAfter(until)) {
        return which + " expired " + days(Duration.between(until, now)) + " ago";
      }
      if (now.isBefore(from)) {
        return which + " is not valid yet, but in " + days(Duration.between(now, from));
      }
    }
    String message = String.valueOf(e.getMessage());
    if (message.startsWith("No subject alternative") || message.startsWith("No name matching")) {
      return "certificate is for " + names(chain[0]) + ", not for " + host;
    }
    X509Certificate leaf = chain[0];
    if (leaf.getIssuerX500Principal().equals(leaf.getSubjectX500Principal())) {
      return "certificate is self-signed";
    }
    return message.contains("unable to find valid certification path")
        ? "certificate is not trusted: issued by " + issuer(leaf)
        : "certificate is not accepted: " + Faults.sentence(e);
  }

  static String days(Duration time) {
    long days = time.toDays();
    if (days == 0) {
      return time.toHours() == 1 ? "1 hour" : time.toHours() + " hours";
    }
    return days == 1 ? "1 day" : days + " days";
  }

  private static String names(X509Certificate leaf) {
    Collection<List<?>> all;
    try {
      all = leaf.getSubjectAlternativeNames();
    } catch (CertificateParsingException e) {
      return "names that cannot be read";
    }
    List<String> names =
        all == null
            ? List.of()
            : all.stream()
                .filter(n -> n.get(0).equals(DNS_NAME) || n.get(0).equals(IP_ADDRESS))
                .map(n -> String.valueOf(n.get(1)))
                .toList();
    if (names.isEmpty()) {
      return "no name";
    }
    String first = String.join(", ", names.stream().limit(NAMES).toList());
    int more = names.size() - NAMES;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  private static String issuer(X509Certificate leaf) {
    String name = leaf.getIssuerX500Principal().getName();
    try {
      for (Rdn part : new LdapName(name).getRdns().reversed()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          return Sentence.quote(String.valueOf(part.getValue()));
        }
      }
    } catch (InvalidNameException e) {
      return Sentence.quote(name);
    }
    return Sentence.quote(name);
  }
}
