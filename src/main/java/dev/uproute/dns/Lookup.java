package dev.uproute.dns;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What became of a name: what is the name's own, and what is the name servers'. */
public sealed interface Lookup {

  /**
   * The name has addresses: IPv4 first, unless the JVM is set otherwise; each family in the order
   * it came.
   *
   * @param asked whether a name server was asked for them; false for literals and the hosts file
   */
  record Addresses(List<InetAddress> addresses, boolean asked) implements Lookup {
    private static final boolean SIX_FIRST =
        "true".equals(System.getProperty("java.net.preferIPv6Addresses"));

    public Addresses {
      List<InetAddress> sorted = new ArrayList<>(addresses);
      sorted.sort(Comparator.comparing(address -> address instanceof Inet6Address != SIX_FIRST));
      addresses = List.copyOf(sorted);
    }
  }

  /**
   * The name servers answered that there is no such name, or no address of it.
   *
   * @param sentence such as {@code name x.example does not exist}
   */
  record Absent(String sentence) implements Lookup {}

  /**
   * Nothing was found out about the name.
   *
   * @param cause what the name servers did, such as {@code name server 192.0.2.1 did not answer}
   */
  record Failed(String cause) implements Lookup {}
}
