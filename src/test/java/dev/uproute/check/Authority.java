package dev.uproute.check;

import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority for one test run. */
public final class Authority {
  private static final AtomicLong SERIAL = new AtomicLong(System.nanoTime());
  private final X500Name name;
  private final KeyPair keys;
  private final X509Certificate certificate;
  private final List<X509Certificate> above;

  /** A server's key and chain. */
  public record Site(PrivateKey key, X509Certificate leaf, List<X509Certificate> above) {
    Instant until() {
      return leaf.getNotAfter().toInstant();
    }

    /** Key and chain under a password. */
    public KeyStore store(char[] password) throws GeneralSecurityException, IOException {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("site", key, password, chain());
      return store;
    }

    private Certificate[] chain() {
      return Stream.concat(Stream.of(leaf), above.stream()).toArray(Certificate[]::new);
    }

    /** With one more certificate at the end of what is sent. */
    Site with(Authority further) {
      List<X509Certificate> all = new ArrayList<>(above);
      all.add(further.certificate);
      return new Site(key, leaf, all);
    }

    public SSLContext context() throws GeneralSecurityException, IOException {
      KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
      managers.init(store(new char[0]), new char[0]);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    }

    public ServerSocket listen() throws GeneralSecurityException, IOException {
      return context()
          .getServerSocketFactory()
          .createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }
  }

  public Authority(String name) throws Exception {
    this.name = new X500Name("CN=" + name);
    this.keys = keys();
    this.above = List.of();
    Instant now = Instant.now();
    certificate =
        sign(
            this.name, keys, now.minus(365, ChronoUnit.DAYS), now.plus(365, ChronoUnit.DAYS), true);
  }

  /** One below another, which is a root of such a name. */
  private Authority(Authority issuer, String name, KeyPair keys, Instant until) throws Exception {
    this.name = new X500Name("CN=" + name);
    this.keys = keys;
    Instant from = until.minus(365, ChronoUnit.DAYS);
    certificate = issuer.sign(this.name, keys, from, until, true);
    above = List.of(certificate);
  }

  /** An intermediate authority whose own certificate ends then. */
  Authority below(String name, Instant until) throws Exception {
    return new Authority(this, name, keys(), until);
  }

  /** This authority once more, as another one vouches for it. */
  Authority crossSigned(Authority other, Instant until) throws Exception {
    return new Authority(other, name.toString().substring(3), keys, until);
  }

  public Site site(Instant from, Instant until, String... names) throws Exception {
    return site(keys(), from, until, names);
  }

  /** As static RSA wants it. */
  Site rsa(String... names) throws Exception {
    Instant now = Instant.now();
    return site(Rsa.KEYS, now.minus(1, ChronoUnit.DAYS), now.plus(45, ChronoUnit.DAYS), names);
  }

  private Site site(KeyPair own, Instant from, Instant until, String... names) throws Exception {
    return new Site(
        own.getPrivate(), sign(new X500Name("CN=site"), own, from, until, false, names), above);
  }

  /** A certificate that vouches for itself. */
  Site selfSigned(String host) throws Exception {
    Instant now = Instant.now();
    X509Certificate self =
        sign(
            this.name,
            keys,
            now.minus(1, ChronoUnit.DAYS),
            now.plus(9, ChronoUnit.DAYS),
            true,
            host);
    return new Site(keys.getPrivate(), self, List.of());
  }

  public Path write(Path file) throws Exception {
    String body = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());
    return Files.writeString(
        file, "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n");
  }

  /** One for all sites: a search for primes takes seconds, and no test looks at the key. */
  private static final class Rsa {
    private static final KeyPair KEYS = generate();

    private static KeyPair generate() {
      try {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static KeyPair keys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private X509Certificate sign(
      X500Name subject,
      KeyPair own,
      Instant from,
      Instant until,
      boolean authority,
      String... names)
      throws Exception {
    JcaX509v3CertificateBuilder builder =
        new JcaX509v3CertificateBuilder(
            name,
            BigInteger.valueOf(SERIAL.incrementAndGet()),
            Date.from(from),
            Date.from(until),
            subject,
            own.getPublic());
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(authority));
    if (names.length > 0) {
      GeneralName[] all =
          Arrays.stream(names)
              .map(host -> new GeneralName(GeneralName.dNSName, host))
              .toArray(GeneralName[]::new);
      builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(all));
    }
    return new JcaX509CertificateConverter()
        .getCertificate(
            builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
  }
}
