package dev.uproute.check;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Scanner;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.tls.Certificate;
import org.bouncycastle.tls.DefaultTlsServer;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsCredentialedDecryptor;
import org.bouncycastle.tls.TlsServerProtocol;
import org.bouncycastle.tls.crypto.TlsCertificate;
import org.bouncycastle.tls.crypto.impl.bc.BcDefaultTlsCredentialedDecryptor;
import org.bouncycastle.tls.crypto.impl.bc.BcTlsCrypto;

/** A web server that speaks one version of TLS with one cipher of static RSA, as Java will not. */
final class OldDevice extends DefaultTlsServer {
  private static final String PAGE = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  private final Authority.Site site;
  private final ProtocolVersion version;
  private final int cipher;

  private OldDevice(Authority.Site site, ProtocolVersion version, int cipher) {
    super(new BcTlsCrypto(new SecureRandom()));
    this.site = site;
    this.version = version;
    this.cipher = cipher;
  }

  static RawServer listen(Authority.Site site, ProtocolVersion version, int cipher)
      throws IOException {
    ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    return new RawServer(
        socket, false, (_, client, _) -> serve(client, new OldDevice(site, version, cipher)));
  }

  private static void serve(Socket client, OldDevice device) throws IOException {
    TlsServerProtocol protocol =
        new TlsServerProtocol(client.getInputStream(), client.getOutputStream());
    protocol.accept(device);
    Scanner in = new Scanner(protocol.getInputStream(), StandardCharsets.ISO_8859_1);
    if (in.useDelimiter("\r\n\r\n").hasNext()) {
      protocol.getOutputStream().write(PAGE.getBytes(StandardCharsets.US_ASCII));
    }
    // hangs up without a word, as such devices do
  }

  @Override
  protected ProtocolVersion[] getSupportedVersions() {
    return new ProtocolVersion[] {version};
  }

  @Override
  protected int[] getSupportedCipherSuites() {
    return new int[] {cipher};
  }

  @Override
  protected TlsCredentialedDecryptor getRSAEncryptionCredentials() throws IOException {
    BcTlsCrypto crypto = (BcTlsCrypto) getCrypto();
    AsymmetricKeyParameter key =
        PrivateKeyFactory.createKey(new ByteArrayInputStream(site.key().getEncoded()));
    try {
      TlsCertificate leaf = crypto.createCertificate(site.leaf().getEncoded());
      return new BcDefaultTlsCredentialedDecryptor(
          crypto, new Certificate(new TlsCertificate[] {leaf}), key);
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IOException(e);
    }
  }
}
