package dev.uproute.check;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.tls.TlsException;

/**
 * TLS handshakes of checks. Each gets a context of its own, so no session is ever resumed and every
 * check sees the certificate of today. Thread-safe.
 */
public final class Tls {
  private final X509ExtendedTrustManager own;
  private final InstantSource clock;
  private volatile Set<X500Principal> names;

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
  void upgrade(
      CheckConnection line,
      String host,
      int port,
      boolean verify,
      Attempt attempt,
      CheckTrace trace)
      throws IOException {
    boolean legacy = attempt.service().request().legacyTls();
    CertificateChain chain = new CertificateChain(names(), clock.instant());
    HandshakeRecorder witness = new HandshakeRecorder(verify ? authorities() : null, chain, trace);
    Socket plain = line.socket();
    try {
      if (legacy) {
        trace.begin();
        line.layer(LegacyTls.over(plain, host, (all, type) -> witness.judge(all, type, host)));
      } else {
        SSLSocket socket = modern(plain, host, port, witness, verify);
        line.layer(socket);
        trace.begin();
        socket.startHandshake();
      }
      trace.tls();
    } catch (SSLException | TlsException | EOFException e) {
      if (attempt.deadline().expired()) {
        throw FailureKinds.explain(e, host, attempt);
      }
      TlsRefusal refusal = new TlsRefusal(witness.chain(), host, legacy, chain);
      throw NoAnswer.down(refusal.sentence(e) + spoken(plain, refusal.sentence(e)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  private static SSLSocket modern(
      Socket plain, String host, int port, HandshakeRecorder witness, boolean verify)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {witness}, null);
    // the plain one stays open after a failure: what it sent besides is read then
    SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, false);
    SSLParameters parameters = socket.getSSLParameters();
    if (ServerName.unusual(host)) {
      parameters.setServerNames(List.of(new ServerName(host)));
      witness.judgeHost(host);
    } else if (verify) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    socket.setSSLParameters(parameters);
    return socket;
  }

  /** The protocol of a server without TLS, by what follows the five bytes that were read of it. */
  private static String spoken(Socket plain, String sentence) throws IOException {
    if (!sentence.equals(TlsRefusal.NO_TLS) || plain.isClosed()) {
      return "";
    }
    InputStream in = plain.getInputStream();
    byte[] more = in.readNBytes(Math.min(in.available(), 7));
    String text = new String(more, StandardCharsets.US_ASCII);
    return text.matches("1\\.[01] \\d\\d\\d") ? ", it answers plain HTTP" : "";
  }

  /** Of those we trust, read with them. */
  private Set<X500Principal> names() {
    if (names == null) {
      names = CertificateChain.names(authorities().getAcceptedIssuers());
    }
    return names;
  }

  private X509ExtendedTrustManager authorities() {
    return own == null ? Jvm.AUTHORITIES : own;
  }
}
