package dev.uproute.dns;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.xbill.DNS.Name;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.config.PropertyResolverConfigProvider;
import org.xbill.DNS.config.ResolvConfResolverConfigProvider;

/**
 * Whom to ask for names, and how short names are completed. Immutable.
 *
 * @param search domains that complete a name
 * @param ndots a name with fewer dots is completed first, one with so many is asked as it is first
 */
record NameServers(List<NameServer> servers, List<Name> search, int ndots) {
  private static final Path RESOLV_CONF = Path.of("/etc/resolv.conf");

  /**
   * Those of the system, or of the properties {@code dns.server}, {@code dns.search} and {@code
   * dns.ndots}; read anew when {@code /etc/resolv.conf} changes.
   */
  static Supplier<NameServers> system() {
    FileChanges changes = new FileChanges(RESOLV_CONF);
    if (Files.exists(RESOLV_CONF)) {
      // the further ones would ask JNDI, which knows nothing else and takes long to load
      ResolverConfig.setConfigProviders(
          List.of(new PropertyResolverConfigProvider(), new ResolvConfResolverConfigProvider()));
    }
    return new Supplier<>() {
      private NameServers current;

      @Override
      public synchronized NameServers get() {
        if (changes.seen() || current == null) {
          current = read();
        }
        return current;
      }
    };
  }

  private static NameServers read() {
    ResolverConfig config = new ResolverConfig();
    return new NameServers(
        config.servers().stream().map(NameServer::new).toList(),
        List.copyOf(config.searchPath()),
        config.ndots());
  }

  /** Those that answered last come first. */
  List<NameServer> inOrder() {
    List<NameServer> order = new ArrayList<>(servers);
    order.sort((a, b) -> Boolean.compare(a.suspect(), b.suspect()));
    return order;
  }

  boolean allSuspect() {
    return servers.stream().allMatch(NameServer::suspect);
  }

  /**
   * The full names a name may stand for, in the order they are asked.
   *
   * @throws TextParseException when it can be no name
   */
  List<Name> candidates(String host) throws TextParseException {
    Name plain = Name.fromString(host, Name.root);
    List<Name> candidates = new ArrayList<>();
    for (Name domain : search) {
      try {
        candidates.add(Name.fromString(host, domain));
      } catch (TextParseException e) {
        // too long with this domain; the others are asked
      }
    }
    long dots = host.chars().filter(c -> c == '.').count();
    candidates.add(dots >= ndots ? 0 : candidates.size(), plain);
    return candidates;
  }

  /** For example {@code name server 192.0.2.1} or {@code name servers 192.0.2.1, 192.0.2.2}. */
  String words() {
    String list = servers.stream().map(NameServer::toString).collect(Collectors.joining(", "));
    return (servers.size() == 1 ? "name server " : "name servers ") + list;
  }
}
