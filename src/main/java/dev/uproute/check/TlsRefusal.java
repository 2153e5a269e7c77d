package dev.uproute.check;

import dev.uproute.text.Sentence;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Locale;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsFatalAlertReceived;

/**
 * Why a TLS handshake failed, in words a person understands. Pure.
 *
 * @param chain what the server presented, leaf first; empty when it did not come so far
 * @param host the name the certificate should have
 * @param legacy whether we offered what old devices support
 */
record TlsRefusal(X509Certificate[] chain, String host, boolean legacy, CertificateChain judge) {
  static final String NO_TLS = "no TLS on this port";

  private static final String REFUSED = "TLS handshake refused by the server: ";
  private static final String HINT = "; an old device may need tls: legacy";

  String sentence(IOException e) {
    CertificateException refused = certificate(e);
    if (refused != null && chain.length > 0) {
      return judge.refused(refused, chain, host);
    }
    String message = String.valueOf(e.getMessage());
    String alert = alert(e, message);
    if (alert != null) {
      return REFUSED + hinted(TlsAlert.words(alert, chain.length > 0, host));
    }
    String lower = message.toLowerCase(Locale.ROOT);
    if (lower.contains("unrecognized ssl message") || lower.contains("unsupported or unrecog")) {
      return NO_TLS;
    }
    if (lower.contains("terminated the handshake")
        || lower.contains("closed")
        || e instanceof java.io.EOFException) {
      return REFUSED + "connection closed";
    }
    return lower.contains("reset") || lower.contains("broken pipe")
        ? REFUSED + "connection reset"
        : broken(e, message, lower);
  }

  /** What ended a connection whose handshake was done: with TLS 1.3 a refusal may come as late. */
  static String afterwards(IOException e, String host) {
    String message = String.valueOf(e.getMessage());
    String alert = alert(e, message);
    return alert == null
        ? "TLS failed: " + Sentence.quote(message)
        : REFUSED + TlsAlert.words(alert, true, host);
  }

  /** What the server sent is not what we can go on with. */
  private String broken(IOException e, String message, String lower) {
    String alert =
        e instanceof TlsFatalAlert ours
            ? AlertDescription.getName(ours.getAlertDescription())
            : TlsAlert.sent(message);
    if ("protocol_version".equals(alert) || lower.contains("protocol version")) {
      return "TLS handshake failed: " + hinted(TlsAlert.NO_VERSION);
    }
    if (lower.contains("improper ciphersuite") || "insufficient_security".equals(alert)) {
      return "TLS handshake failed: " + hinted(TlsAlert.NO_CIPHER);
    }
    String rest = message.replaceFirst("^\\([a-z_]+\\) ", "");
    return "TLS handshake failed: " + Sentence.quote(rest);
  }

  private String hinted(String words) {
    return TlsAlert.old(words) && !legacy ? words + HINT : words;
  }

  private static String alert(IOException e, String message) {
    return e instanceof TlsFatalAlertReceived received
        ? AlertDescription.getName(received.getAlertDescription())
        : TlsAlert.received(message);
  }

  private static CertificateException certificate(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof CertificateException c) {
        return c;
      }
    }
    return null;
  }
}
