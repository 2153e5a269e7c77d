package dev.uproute.web;

import dev.uproute.text.CommaList;
import java.net.InetAddress;
import java.util.List;

/** Proxies in front of this server that are believed whom they ask for. Immutable. */
public final class TrustedProxies {
  private final List<Network> networks;

  private TrustedProxies(List<Network> networks) {
    this.networks = networks;
  }

  /** Addresses whose first bits are equal. */
  private record Network(byte[] address, int bits) {
    boolean holds(byte[] other) {
      if (other.length != address.length) {
        return false;
      }
      for (int i = 0; i < bits; i++) {
        int bit = 0x80 >> i % 8;
        if ((address[i / 8] & bit) != (other[i / 8] & bit)) {
          return false;
        }
      }
      return true;
    }
  }

  /**
   * @param text addresses, or networks such as {@code 10.0.0.0/8}, separated by commas, or {@code
   *     none}
   * @throws IllegalArgumentException when one is neither an address nor a network
   */
  static TrustedProxies of(String text) {
    return new TrustedProxies(
        text.equals("none")
            ? List.of()
            : CommaList.of(text).stream().map(TrustedProxies::network).toList());
  }

  /** Whether a setting can be read. */
  public static boolean understood(String text) {
    try {
      return of(text) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static Network network(String text) {
    String[] parts = text.split("/", 2);
    byte[] address = InetAddress.ofLiteral(parts[0]).getAddress();
    int most = address.length * 8;
    int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException(text + " has more bits than an address");
    }
    return new Network(address, bits);
  }

  boolean trusts(String address) {
    if (networks.isEmpty()) {
      return false;
    }
    try {
      byte[] bytes = InetAddress.ofLiteral(address).getAddress();
      return networks.stream().anyMatch(each -> each.holds(bytes));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /**
   * The address a request comes from: the last one that no proxy of ours has, because whatever
   * stands before it anybody may have written.
   *
   * @param peer who is connected
   * @param forwarded the header X-Forwarded-For; may be null
   */
  String client(String peer, String forwarded) {
    String client = peer;
    for (String hop : CommaList.of(forwarded).reversed()) {
      if (!trusts(client)) {
        break;
      }
      client = hop;
    }
    return client;
  }
}
