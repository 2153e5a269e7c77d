package dev.uproute.check;

import dev.uproute.text.Sentence;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.security.auth.x500.X500Principal;

/** Names in certificates, fit for a sentence. Pure. */
final class CertificateNames {
  private static final int MOST = 4;
  private static final int DNS_NAME = 2;
  private static final int IP_ADDRESS = 7;

  private CertificateNames() {}

  /** The hosts a certificate is for. */
  static String of(X509Certificate leaf) {
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
    String first = String.join(", ", names.stream().limit(MOST).toList());
    int more = names.size() - MOST;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /** The common name in quotes, else the whole name. */
  static String common(X500Principal principal) {
    String name = principal.getName();
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
