package dev.uproute.check;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;

/**
 * Notes the chain of one handshake before anything judges it, and that judging is our own time.
 * Used by one thread.
 */
final class HandshakeRecorder extends X509ExtendedTrustManager {
  private static final DefaultHostnameVerifier HOST = new DefaultHostnameVerifier();

  private final X509ExtendedTrustManager judge;
  private final CertificateChain path;
  private final CheckTrace trace;
  private X509Certificate[] chain = {};
  private String host;

  private interface Judging {
    void run() throws CertificateException;
  }

  /**
   * @param judge null when every certificate is accepted
   */
  HandshakeRecorder(X509ExtendedTrustManager judge, CertificateChain path, CheckTrace trace) {
    this.judge = judge;
    this.path = path;
    this.trace = trace;
  }

  /** Judges the host name too: one that Java's TLS takes for none. */
  void judgeHost(String name) {
    host = name;
  }

  /** What the server presented, leaf first; empty before. */
  X509Certificate[] chain() {
    return chain;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    if (host == null) {
      note(chain, () -> judge.checkServerTrusted(chain, type, socket));
    } else {
      judge(chain, type, host);
    }
  }

  /** Where there is no socket of Java's TLS that knows the host. */
  void judge(X509Certificate[] chain, String type, String host) throws CertificateException {
    note(
        chain,
        () -> {
          judge.checkServerTrusted(chain, type);
          try {
            HOST.verify(host, chain[0]);
          } catch (SSLException e) {
            throw new CertificateException("No name matching " + host + " found", e);
          }
        });
  }

  private void note(X509Certificate[] chain, Judging judging) throws CertificateException {
    long since = System.nanoTime();
    this.chain = chain;
    try {
      List<X509Certificate> way = path.path(chain);
      X509Certificate first = CertificateChain.firstToEnd(way);
      trace.certificates = Certificates.of(way);
      trace.certificateExpires = first.getNotAfter().toInstant();
      trace.intermediate = first.equals(chain[0]) ? null : CertificateChain.name(first, chain[0]);
      if (judge != null) {
        judging.run();
      }
    } finally {
      trace.own(System.nanoTime() - since);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
    throw new UnsupportedOperationException("checks speak TLS over sockets");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) {
    throw new UnsupportedOperationException("checks speak TLS over sockets");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
    throw new UnsupportedOperationException("checks are never the server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
    throw new UnsupportedOperationException("checks are never the server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) {
    throw new UnsupportedOperationException("checks are never the server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
