package dev.uproute.check;

import dev.uproute.dns.NameResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Vector;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.CertificateRequest;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsClient;
import org.bouncycastle.tls.KeyExchangeAlgorithm;
import org.bouncycastle.tls.NameType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.TlsAuthentication;
import org.bouncycastle.tls.TlsClientProtocol;
import org.bouncycastle.tls.TlsCredentials;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsServerCertificate;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/**
 * TLS 1.0 to 1.3 with static RSA, for devices that support nothing newer. Java can switch these on
 * only for the whole program, its senders included; Bouncy Castle's own TLS for one connection.
 * Used by one thread.
 */
final class LegacyTls extends DefaultTlsClient {
  private static final int[] CIPHERS = {
    CipherSuite.TLS_AES_128_GCM_SHA256,
    CipherSuite.TLS_AES_256_GCM_SHA384,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
    CipherSuite.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA,
    CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA,
    CipherSuite.TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA,
    CipherSuite.TLS_DHE_RSA_WITH_AES_128_CBC_SHA,
    CipherSuite.TLS_DHE_RSA_WITH_AES_256_CBC_SHA,
    CipherSuite.TLS_RSA_WITH_AES_128_GCM_SHA256,
    CipherSuite.TLS_RSA_WITH_AES_256_GCM_SHA384,
    CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA256,
    CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA256,
    CipherSuite.TLS_RSA_WITH_AES_128_CBC_SHA,
    CipherSuite.TLS_RSA_WITH_AES_256_CBC_SHA,
    CipherSuite.TLS_RSA_WITH_3DES_EDE_CBC_SHA
  };

  private final String host;
  private final Judge judge;

  /** Checks the chain, leaf first; throws when it is not accepted. */
  interface Judge {
    void judge(X509Certificate[] chain, String keyExchange) throws CertificateException;
  }

  private LegacyTls(String host, Judge judge) {
    super(new BcTlsCrypto(new SecureRandom()));
    this.host = host;
    this.judge = judge;
  }

  /** The socket for the encrypted connection, which is done when this returns. */
  static Socket over(Socket plain, String host, Judge judge) throws IOException {
    TlsClientProtocol protocol =
        new TlsClientProtocol(plain.getInputStream(), plain.getOutputStream());
    protocol.connect(new LegacyTls(host, judge));
    return new Layer(plain, protocol);
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return ProtocolVersion.TLSv13.downTo(ProtocolVersion.TLSv10);
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return CIPHERS.clone();
  }

  @Override
  protected Vector<ServerName> getSNIServerNames() {
    return NameResolver.literal(host)
        ? null
        : new Vector<>(
            List.of(new ServerName(NameType.host_name, host.getBytes(StandardCharsets.US_ASCII))));
  }

  /** Many old devices close the connection without an alert after their answer. */
  @Override
  public boolean requiresCloseNotify() {
    return false;
  }

  @Override
  public TlsAuthentication getAuthentication() {
    return new TlsAuthentication() {
      @Override
      public void notifyServerCertificate(TlsServerCertificate certificate) throws IOException {
        try {
          judge.judge(chain(certificate), keyExchange());
        } catch (CertificateException e) {
          throw new TlsFatalAlert(AlertDescription.bad_certificate, e);
        }
      }

      @Override
      public TlsCredentials getClientCredentials(CertificateRequest request) {
        return null;
      }
    };
  }

  /** What the key of the certificate is used for, as Java's validation wants to know it. */
  private String keyExchange() {
    int algorithm = context.getSecurityParametersHandshake().getKeyExchangeAlgorithm();
    return algorithm == KeyExchangeAlgorithm.RSA ? "RSA" : "UNKNOWN";
  }

  private static X509Certificate[] chain(TlsServerCertificate certificate)
      throws IOException, CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    TlsCertificate[] sent = certificate.getCertificate().getCertificateList();
    X509Certificate[] chain = new X509Certificate[sent.length];
    for (int i = 0; i < sent.length; i++) {
      chain[i] =
          (X509Certificate)
              factory.generateCertificate(new ByteArrayInputStream(sent[i].getEncoded()));
    }
    return chain;
  }

  /** The plain socket with the streams of the protocol. */
  private static final class Layer extends Socket {
    private final Socket plain;
    private final TlsClientProtocol protocol;

    Layer(Socket plain, TlsClientProtocol protocol) {
      this.plain = plain;
      this.protocol = protocol;
    }

    @Override
    public InputStream getInputStream() {
      return protocol.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() {
      return protocol.getOutputStream();
    }

    @Override
    public void setSoTimeout(int millis) throws SocketException {
      plain.setSoTimeout(millis);
    }

    @Override
    public int getSoTimeout() throws SocketException {
      return plain.getSoTimeout();
    }

    @Override
    public void close() throws IOException {
      protocol.close();
      plain.close();
    }
  }
}
