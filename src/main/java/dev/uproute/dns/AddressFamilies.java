package dev.uproute.dns;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The order of a name's addresses. */
final class AddressFamilies {
  private static final boolean SIX_FIRST =
      "true".equals(System.getProperty("java.net.preferIPv6Addresses"));

  private AddressFamilies() {}

  /** IPv4 first, unless the JVM is set otherwise; each family in the order it came. */
  static List<InetAddress> sorted(List<InetAddress> addresses) {
    List<InetAddress> sorted = new ArrayList<>(addresses);
    sorted.sort(Comparator.comparing(address -> address instanceof Inet6Address != SIX_FIRST));
    return List.copyOf(sorted);
  }
}
