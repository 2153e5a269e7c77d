package dev.uproute.parse;

import dev.uproute.service.CheckType;
import dev.uproute.service.Service;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/** Which zone an address is in when nobody says: without asking any name server. */
final class Zones {
  private static final List<String> LOCAL_NAMES =
      List.of("localhost", ".localhost", ".local", ".lan", ".home.arpa");

  private Zones() {}

  /** LOCAL for this machine and addresses and names of private networks. */
  static Service.Zone of(CheckAddress address) {
    String host = address.target().host();
    if (host == null) {
      return CheckType.HOST.is(address.type()) ? Service.Zone.LOCAL : Service.Zone.EXTERNAL;
    }
    return localName(host) || literal(host) && isPrivate(InetAddress.ofLiteral(host))
        ? Service.Zone.LOCAL
        : Service.Zone.EXTERNAL;
  }

  private static boolean localName(String host) {
    return LOCAL_NAMES.stream()
        .anyMatch(n -> n.startsWith(".") ? host.endsWith(n) : host.equals(n));
  }

  /** {@link HostName} lets nothing through that has the form of an address but is none. */
  private static boolean literal(String host) {
    return host.contains(":") || host.chars().allMatch(c -> c == '.' || c >= '0' && c <= '9');
  }

  private static boolean isPrivate(InetAddress address) {
    boolean uniqueLocal =
        address instanceof Inet6Address && (address.getAddress()[0] & 0xFE) == 0xFC; // RFC 4193
    return uniqueLocal
        || address.isSiteLocalAddress()
        || address.isLoopbackAddress()
        || address.isAnyLocalAddress() // dials this machine
        || address.isLinkLocalAddress();
  }
}
