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
  private static final String NONE = "no name";
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
      return NONE;
    }
    String first = String.join(", ", names.stream().limit(MOST).toList());
    int more = names.size() - MOST;
    return more > 0 ? first + " and " + more + " more" : first;
  }

  /** The hosts a certificate is for; where it lists none, its own name. */
  static String hosts(X509Certificate leaf) {
    String hosts = of(leaf);
    return hosts.equals(NONE) ? plain(leaf.getSubjectX500Principal()) : hosts;
  }

  /** The common name in quotes, else the whole name. */
  static String common(X500Principal principal) {
    return Sentence.quote(plain(principal));
  }

  /** The common name, else the whole name, as it was written. */
  static String plain(X500Principal principal) {
    String name = principal.getName();
    try {
      for (Rdn part : new LdapName(name).getRdns().reversed()) {
        if (part.getType().equalsIgnoreCase("CN")) {
          return String.valueOf(part.getValue());
        }
      }
    } catch (InvalidNameException e) {
      return name;
    }
    return name;
  }
}
