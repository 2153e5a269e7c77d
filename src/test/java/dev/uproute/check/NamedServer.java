package dev.uproute.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateEncodingException;
import java.util.Hashtable;
import java.util.List;
import java.util.Scanner;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.CipherSuite;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.HashAlgorithm;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.ServerName;
import org.bouncycastle.tls.SignatureAlgorithm;
import org.bouncycastle.tls.SignatureAndHashAlgorithm;
import org.bouncycastle.tls.TlsCredentialedSigner;
import org.bouncycastle.tls.TlsExtensionsUtils;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.TlsCryptoParameters;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedSigner;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** A web server that takes any server name and notes it; those of Java refuse underscores. */
final class NamedServer extends DefaultTlsServer {
  private static final String PAGE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Authority.Site site;

  private final List<String> notified;

  private NamedServer(Authority.Site site, List<String> notified) {
    super(new BcTlsCrypto(new SecureRandom()));
    this.notified = notified;
    this.site = site;
  }

  /**
   * @param notified takes the names
   */
  static RawServer listen(Authority.Site site, List<String> notified) throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new RawServer(
        socket, false, (_, client, _) -> serve(client, new NamedServer(site, notified)));
  }

  private static void serve(Socket client, NamedServer server) throws IOException {
    TlsServerProtocol protocol =
        new TlsServerProtocol(client.getInputStream(), client.getOutputStream());
    protocol.accept(server);
    Scanner in = new Scanner(protocol.getInputStream(), StandardCharsets.ISO_8859_1);
    if (in.useDelimiter("\r\n\r\n").hasNext()) {
      protocol.getOutputStream().write(PAGE.getBytes(StandardCharsets.US_ASCII));
    }
  }

  @Override
  @SuppressWarnings("rawtypes")
  public void processClientExtensions(Hashtable extensions) throws IOException {
    super.processClientExtensions(extensions);
    for (Object name : TlsExtensionsUtils.getServerNameExtensionClient(extensions)) {
      notified.add(new String(((ServerName) name).getNameData(), StandardCharsets.US_ASCII));
    }
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return new ProtocolVersion[] {ProtocolVersion.TLSv12};
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return new int[] {CipherSuite.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256};
  }

  @Override
  protected TlsCredentialedSigner getRSASignerCredentials() throws IOException {
    BcTlsCrypto crypto = (BcTlsCrypto) getCrypto();
    try {
      TlsCertificate leaf = crypto.createCertificate(site.leaf().getEncoded());
      return new BcDefaultTlsCredentialedSigner(
          new TlsCryptoParameters(context),
          crypto,
          PrivateKeyFactory.createKey(new ByteArrayInputStream(site.key().getEncoded())),
          new Certificate(new TlsCertificate[] {leaf}),
          SignatureAndHashAlgorithm.getInstance(HashAlgorithm.sha256, SignatureAlgorithm.rsa));
    } catch (CertificateEncodingException e) {
      throw new IOException(e);
    }
  }
}
