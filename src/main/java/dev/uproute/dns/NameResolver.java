package dev.uproute.dns;

import dev.uproute.text.Deadline;
import java.net.IDN;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Turns names into addresses and keeps the cause when that fails, which the JVM's resolver forgets:
 * literals, the hosts file, the system's name servers with its search domains, and for names only
 * the system knows how to find (mDNS) the system. Keeps a bounded cache; thread-safe.
 */
public final class NameResolver {
  private static final Path HOSTS = Path.of("/etc/hosts");
  private static final List<InetAddress> LOOPBACK =
      List.of(InetAddress.ofLiteral("127.0.0.1"), InetAddress.ofLiteral("::1"));

  private final HostsFile hosts;

  /** Whether names stand in the hosts file or nowhere, as with the JVM's own resolver. */
  private final boolean hostsOnly;

  private final Supplier<NameServers> servers;
  private final NameServerClient asking;
  private final NameCache cache;
  private final Map<String, CompletableFuture<Lookup>> flights = new ConcurrentHashMap<>();

  /** The system's names; {@code jdk.net.hosts.file} names a file that holds all there are. */
  public static NameResolver system() {
    String file = System.getProperty("jdk.net.hosts.file");
    return new NameResolver(
        file == null ? HOSTS : Path.of(file), file != null, NameServers.system(), System::nanoTime);
  }

  /** Names that one server knows, and no hosts file. */
  public static NameResolver of(InetSocketAddress server) {
    NameServers alone = new NameServers(List.of(new NameServer(server)), List.of(), 1);
    return new NameResolver(Path.of("/no/hosts"), false, () -> alone, System::nanoTime);
  }

  NameResolver(Path hosts, boolean hostsOnly, Supplier<NameServers> servers, LongSupplier nanos) {
    this.hosts = new HostsFile(hosts);
    this.hostsOnly = hostsOnly;
    this.servers = servers;
    this.asking = new NameServerClient();
    this.cache = new NameCache(nanos);
  }

  /**
   * What is known of a host, or is found out by the deadline. Callers of one name wait for one
   * question.
   */
  public Lookup find(String host, Deadline deadline) throws InterruptedException {
    Lookup known = known(host);
    if (known != null) {
      return known;
    }
    String name = ascii(host);
    known = cache.get(name);
    return known != null ? known : wait(flight(name), deadline);
  }

  /** What needs no name server; null when one has to be asked. */
  private Lookup known(String host) {
    if (literal(host)) {
      return new Lookup.Addresses(List.of(InetAddress.ofLiteral(host)), false);
    }
    String name = host.toLowerCase(Locale.ROOT);
    List<InetAddress> listed = hosts.of(name);
    if (!listed.isEmpty()) {
      return new Lookup.Addresses(listed, false);
    }
    if (name.equals("localhost") || name.endsWith(".localhost")) {
      return new Lookup.Addresses(LOOPBACK, false);
    }
    // RFC 6761: no name under .invalid exists, so none is asked for
    return hostsOnly || name.endsWith(".invalid")
        ? new Lookup.Absent("name " + host + " does not exist")
        : null;
  }

  /** Whether it is an IP address and no name. */
  public static boolean literal(String host) {
    char last = host.charAt(host.length() - 1);
    return host.indexOf(':') >= 0 || last >= '0' && last <= '9' && host.matches("[0-9.]+");
  }

  private static String ascii(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return name.chars().allMatch(c -> c < 0x80) ? name : IDN.toASCII(name, IDN.ALLOW_UNASSIGNED);
  }

  private CompletableFuture<Lookup> flight(String name) {
    CompletableFuture<Lookup> mine = new CompletableFuture<>();
    CompletableFuture<Lookup> other = flights.putIfAbsent(name, mine);
    if (other != null) {
      return other;
    }
    Thread.ofVirtual().name("resolve").start(() -> fly(name, mine));
    return mine;
  }

  private void fly(String name, CompletableFuture<Lookup> flight) {
    try {
      // another question may have been answered after the cache was asked, and before this began
      Lookup lookup = cache.get(name);
      if (lookup == null) {
        NameServerClient.Found found = asking.ask(name, servers.get());
        cache.put(name, found);
        lookup = found.lookup();
      }
      flights.remove(name);
      flight.complete(lookup);
    } catch (InterruptedException | RuntimeException | Error e) {
      flights.remove(name);
      flight.completeExceptionally(e);
    }
  }

  private Lookup wait(CompletableFuture<Lookup> flight, Deadline deadline)
      throws InterruptedException {
    try {
      return deadline.await(flight);
    } catch (TimeoutException e) {
      return new Lookup.Failed(servers.get().words() + " " + Query.SILENCE);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a name could not be asked for", e.getCause());
    }
  }

  /**
   * Whether the name servers answer for this name now, not from anybody's cache: then they work. At
   * most one question a name in five seconds.
   *
   * @param deadline for what is not known yet
   */
  public boolean works(String name, Deadline deadline) throws InterruptedException {
    return cache.proved(
        name, deadline, () -> asking.works(name, servers.get(), cache.longest(name)));
  }
}
