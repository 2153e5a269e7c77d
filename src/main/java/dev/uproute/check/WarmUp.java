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
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks loopback servers of its own before the first service is checked: what Java loads, links
 * and compiles by then is not booked as the slowness of a target. Each protocol once, when the
 * first service that needs it is listed. Remembers what was begun; thread-safe.
 */
public final class WarmUp {
  private static final Logger LOG = LoggerFactory.getLogger(WarmUp.class);

  private static final InetAddress HERE = InetAddress.ofLiteral("127.0.0.1");

  /** Further checks are hardly faster. */
  private static final int ROUNDS = 20;

  /** So often the whole way is gone, which nothing else is done beside. */
  static final int WAYS = 8;

  private static final ServiceParser PARSER =
      new ServiceParser(
          Source.FILE,
          Set.of(CheckType.HTTP.word(), CheckType.TLS.word(), CheckType.DNS.word()),
          new Profiles(Path.of("profiles")),
          Placeholders.refused());

  private final Map<Protocol, CompletableFuture<Void>> begun = new EnumMap<>(Protocol.class);
  private boolean running;

  /** What is warmed together; HTTP is the way of every TCP connection. */
  private enum Protocol {
    HTTP,
    TLS,
    NAMES,
    LEGACY_TLS,
    DNS,
    PING
  }

  private interface Check {
    Result of(Attempt attempt) throws IOException;
  }

  /** Begins what every list needs, before there is one. */
  public synchronized void begin() {
    start(Protocol.HTTP);
  }

  /** Begins what a list needs; once checks are running it is waited for. */
  public synchronized void accept(List<Service> services) {
    for (Service service : services) {
      protocols(service).forEach(this::start);
    }
    if (running) {
      join();
    }
  }

  /** Waits for what was begun: checks may run now. */
  public synchronized void join() {
    running = true;
    begun.values().forEach(CompletableFuture::join);
  }

  /**
   * Joins, and then goes the whole way of a check: what Camel does before and after it takes
   * processors from those under way.
   *
   * @param policy services of a file may be at loopback addresses; where not, this is left out
   */
  public void through(AddressPolicy policy, ProducerTemplate camel) {
    join();
    try (LoopbackServer server = LoopbackServer.http()) {
      Service service = service(server.url(CheckType.HTTP.word(), ""));
      if (policy.objection(service, HERE) == null) {
        camel.sendBody("direct:warm-up", Collections.nCopies(WAYS, service));
      }
    } catch (IOException | CamelExecutionException e) {
      cold(Protocol.HTTP, e);
    }
  }

  /** Checks work without; only the first times may be too long. */
  private static void cold(Protocol protocol, Exception e) {
    LOG.warn("The first {} checks may look slow: {}", protocol, FailureKinds.sentence(e));
  }

  private static Set<Protocol> protocols(Service service) {
    Set<Protocol> all = EnumSet.noneOf(Protocol.class);
    all.addAll(typical(service));
    if (service.target().host() != null && !NameResolver.literal(service.target().host())) {
      all.add(Protocol.NAMES);
    }
    return all;
  }

  private static Set<Protocol> typical(Service service) {
    Protocol tls = service.request().legacyTls() ? Protocol.LEGACY_TLS : Protocol.TLS;
    return switch (CheckType.named(service.type())) {
      case TLS -> Set.of(tls);
      case DNS -> Set.of(Protocol.DNS);
      case PING, UDP -> Set.of(Protocol.PING);
      case HTTP -> service.target().url().startsWith("https:") ? Set.of(tls) : Set.of();
      case null, default -> Set.of();
    };
  }

  /** On virtual threads, as checks are. */
  private void start(Protocol protocol) {
    begun.computeIfAbsent(
        protocol,
        _ -> CompletableFuture.runAsync(() -> warm(protocol), Thread::startVirtualThread));
  }

  private static void warm(Protocol protocol) {
    Connectivity network = new Connectivity(InstantSource.system());
    AddressPolicy policy = new AddressPolicy("file", "deny");
    Resolver resolver = new Resolver(policy, network, NameResolver.system());
    Dialer dial = new Dialer(resolver);
    try {
      Judge verdict = new Judge();
      switch (protocol) {
        case HTTP -> http(new HttpProbe(dial, new Tls("none")), verdict);
        case NAMES -> names();
        case TLS -> tls(new TlsProbe(dial, new Tls("none"), verdict), "modern");
        case LEGACY_TLS -> tls(new TlsProbe(dial, new Tls("none"), verdict), "legacy");
        case DNS -> dns(new DnsProbe(resolver, verdict));
        case PING -> Icmp.echo(HERE, Ping.TIEBREAK);
      }
    } catch (IOException | GeneralSecurityException | InterruptedException e) {
      cold(protocol, e);
    }
  }

  private static void http(HttpProbe probe, Judge verdict) throws IOException {
    try (LoopbackServer server = LoopbackServer.http()) {
      rounds(server.url(CheckType.HTTP.word(), ""), a -> verdict.http(a, probe.ask(a)));
    }
  }

  /** Nobody vouches for the certificate: once it is refused, then it is taken as it is. */
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

  private static Service service(String url, Node.Field... further) {
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
