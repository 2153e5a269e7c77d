package dev.uproute.check;

import dev.uproute.dns.NameResolver;
import dev.uproute.parse.Location;
import dev.uproute.parse.Node;
import dev.uproute.parse.Placeholders;
import dev.uproute.parse.Profiles;
import dev.uproute.parse.ServiceParser;
import dev.uproute.service.CheckType;
import dev.uproute.service.Service;
import dev.uproute.service.Source;
import dev.uproute.text.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What is warmed up together; HTTP is the way of every TCP connection. */
enum WarmUpProtocol {
  HTTP,
  TLS,
  NAMES,
  LEGACY_TLS,
  DNS,
  PING;

  static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  /** Further checks are hardly faster. */
  private static final int ROUNDS = 20;

  private static final ServiceParser PARSER =
      new ServiceParser(
          Source.FILE,
          Set.of(CheckType.HTTP.word(), CheckType.TLS.word(), CheckType.DNS.word()),
          new Profiles(Path.of("profiles")),
          Placeholders.refused());

  private interface Check {
    Result of(Attempt attempt) throws IOException;
  }

  /** Those a check of a service needs. */
  static Set<WarmUpProtocol> of(Service service) {
    Set<WarmUpProtocol> all = EnumSet.noneOf(WarmUpProtocol.class);
    all.addAll(typical(service));
    if (service.target().host() != null && !NameResolver.literal(service.target().host())) {
      all.add(NAMES);
    }
    return all;
  }

  private static Set<WarmUpProtocol> typical(Service service) {
    WarmUpProtocol tls = service.request().legacyTls() ? LEGACY_TLS : TLS;
    return switch (CheckType.named(service.type())) {
      case TLS -> Set.of(tls);
      case DNS -> Set.of(DNS);
      case PING, UDP -> Set.of(PING);
      case HTTP -> service.target().url().startsWith("https:") ? Set.of(tls) : Set.of();
      case null, default -> Set.of();
    };
  }

  /** Checks often enough that further checks are hardly faster. */
  void warm() throws IOException, GeneralSecurityException, InterruptedException {
    Connectivity network = new Connectivity(InstantSource.system());
    AddressPolicy policy = new AddressPolicy("file", "deny");
    Resolver resolver = new Resolver(policy, network, NameResolver.system());
    Dialer dial = new Dialer(resolver);
    Judge verdict = new Judge();
    switch (this) {
      case HTTP -> http(new HttpProbe(dial, new Tls("none")), verdict);
      case NAMES -> names();
      case TLS -> tls(new TlsProbe(dial, new Tls("none"), verdict), "modern");
      case LEGACY_TLS -> tls(new TlsProbe(dial, new Tls("none"), verdict), "legacy");
      case DNS -> dns(new DnsProbe(resolver, verdict));
      case PING -> Icmp.echo(HERE, Ping.TIEBREAK);
    }
  }

  private static void http(HttpProbe probe, Judge verdict) throws IOException {
    try (LoopbackServer server = LoopbackServer.http()) {
      rounds(server.url(CheckType.HTTP.word(), ""), a -> verdict.http(a, probe.ask(a)));
    }
  }

  /**
   * The certificate is of no authority: first it is refused, then it is taken without verification.
   */
  private static void tls(TlsProbe probe, String age) throws IOException, GeneralSecurityException {
    try (LoopbackServer server = LoopbackServer.tls()) {
      String url = server.url(CheckType.TLS.word(), "");
      probe.check(attempt(url, field("tls", age)));
      for (int i = 0; i < ROUNDS; i++) {
        probe.check(attempt(url, field("verify", "false"), field("tls", age)));
      }
    }
  }

  /** The server knows no address of any of them. */
  private static void names() throws IOException, InterruptedException {
    try (LoopbackServer server = LoopbackServer.dns()) {
      NameResolver names = NameResolver.of(new InetSocketAddress(HERE, server.port()));
      for (int i = 0; i < ROUNDS; i++) {
        names.find("warm-up-" + i + ".test", Deadline.after(Ping.TIEBREAK));
      }
    }
  }

  private static void dns(DnsProbe probe) throws IOException {
    try (LoopbackServer server = LoopbackServer.dns()) {
      rounds(server.url(CheckType.DNS.word(), "/localhost"), probe::check);
    }
  }

  private static void rounds(String url, Check check) throws IOException {
    for (int i = 0; i < ROUNDS; i++) {
      check.of(attempt(url));
    }
  }

  private static Attempt attempt(String url, Node.Field... further) {
    return Attempt.none(service(url, further), Instant.now()).next();
  }

  static Service service(String url, Node.Field... further) {
    Location location = new Location("warm-up", 0, 0);
    List<Node.Field> fields = new ArrayList<>(List.of(further));
    fields.add(field("url", url));
    return PARSER.one(new Node.Fields(location, fields));
  }

  private static Node.Field field(String name, String value) {
    Location location = new Location("warm-up", 0, 0);
    return new Node.Field(location, name, new Node.Text(location, value));
  }
}
