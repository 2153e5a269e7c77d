package dev.uproute.check;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * TLS handshakes of checks. Each gets a context of its own, so no session is ever resumed and every
 * check sees the certificate of today. Thread-safe.
 */
public final class Tls {
  private final X509ExtendedTrustManager own;
  private final InstantSource clock;

  /** Whom Java trusts, read when the first certificate is judged: it takes a while. */
  private static final class Jvm {
    static final X509ExtendedTrustManager AUTHORITIES = trust(null);
  }

  /**
   * @param file certificates in PEM form that are trusted beside those of the JVM, for a private
   *     authority; {@code none} = only those
   * @throws IOException when the file cannot be read or holds no certificate
   */
  public Tls(String file) throws IOException, GeneralSecurityException {
    this(file, InstantSource.system());
  }

  Tls(String file, InstantSource clock) throws IOException, GeneralSecurityException {
    this.clock = clock;
    this.own = file.equals("none") ? null : trust(joined(Path.of(file)));
  }

  private static X509ExtendedTrustManager trust(KeyStore store) {
    try {
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(store);
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the authorities that Java trusts cannot be read", e);
    }
  }

  private static KeyStore joined(Path file) throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int i = 0;
    for (Certificate authority : Jvm.AUTHORITIES.getAcceptedIssuers()) {
      store.setCertificateEntry("jvm-" + i++, authority);
    }
    try (InputStream pem = Files.newInputStream(file)) {
      for (Certificate own : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        store.setCertificateEntry("own-" + i++, own);
      }
    } catch (CertificateException e) {
      throw new IOException(
          "uproute.tls.authorities: " + file + " is not a file of PEM certificates", e);
    }
    return store;
  }

  /** For connections of our own: whom checks trust, such connections trust too. */
  public SSLContext context() {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {authorities()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /**
   * Puts TLS on the line. The end of the certificate is noted in the trace even when the
   * certificate is refused.
   *
   * @param verify whether the chain must be trusted and name the host
   * @throws NoAnswer when the handshake fails, with the reason in plain words
   */
  void upgrade(Line line, String host, int port, boolean verify, Attempt attempt, Trace trace)
      throws IOException {
    Witness witness = new Witness(verify ? authorities() : null, trace);
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, new TrustManager[] {witness}, null);
      SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(line.socket(), host, port, true);
      if (verify) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
      }
      line.layer(socket);
      trace.begin();
      socket.startHandshake();
      trace.tls();
    } catch (SSLException e) {
      if (attempt.deadline().passed()) {
        throw Faults.explain(e, host, attempt.deadline());
      }
      throw NoAnswer.down(TlsRefusal.sentence(e, witness.chain, host, clock.instant()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private X509ExtendedTrustManager authorities() {
    return own == null ? Jvm.AUTHORITIES : own;
  }

  /** Notes the chain before anything judges it. */
  private static final class Witness extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager judge;
    private final Trace trace;
    private X509Certificate[] chain = {};

    Witness(X509ExtendedTrustManager judge, Trace trace) {
      this.judge = judge;
      this.trace = trace;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      this.chain = chain;
      trace.certificateExpires = chain[0].getNotAfter().toInstant();
      long since = System.nanoTime();
      try {
        if (judge != null) {
          judge.checkServerTrusted(chain, type, socket);
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
}
