package dev.uproute.check;

import dev.uproute.service.Service;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which addresses a check may dial (PROMISES, SSRF policy). It judges the resolved address that is
 * then dialled, never a name, so no DNS answer can change in between. Immutable.
 */
public final class AddressPolicy {
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};
  private static final InetAddress AWS_METADATA_6 = InetAddress.ofLiteral("fd00:ec2::254");

  private final Set<String> privateSources;
  private final int ownPort;

  /**
   * @param privateSources sources, separated by commas, whose services may be at private and
   *     loopback addresses
   * @param ownPort port of this machine that is never checked because our own management listens
   *     there; 0 = none
   */
  public AddressPolicy(String privateSources, int ownPort) {
    this.privateSources = list(privateSources);
    this.ownPort = ownPort;
  }

  private static Set<String> list(String text) {
    return Arrays.stream(text.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /**
   * The sentence that says why the address must not be dialled, or null when it may.
   *
   * @param port -1 where the protocol has none
   */
  String objection(Service service, InetAddress address, int port) throws IOException {
    InetAddress real = embedded(address);
    String text = real.getHostAddress();
    if (never(real)) {
      return "address " + text + " is never checked";
    }
    if (internal(real) && !privateSources.contains(service.source())) {
      return "private address " + text + " is not open to services from " + service.source();
    }
    if (port == ownPort && ours(real)) {
      return "port " + port + " of this machine is never checked";
    }
    return null;
  }

  private static boolean never(InetAddress address) {
    return address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || address.equals(AWS_METADATA_6)
        || address instanceof Inet4Address && reserved(address.getAddress()[0] & 0xff);
  }

  /** 0.0.0.0/8 is this host, 240.0.0.0/4 is reserved and holds the broadcast address. */
  private static boolean reserved(int first) {
    return first == 0 || first >= 240;
  }

  private static boolean internal(InetAddress address) {
    byte[] b = address.getAddress();
    boolean uniqueLocal = address instanceof Inet6Address && (b[0] & 0xfe) == 0xfc;
    boolean carrier =
        address instanceof Inet4Address && (b[0] & 0xff) == 100 && (b[1] & 0xc0) == 64;
    return address.isLoopbackAddress() || address.isSiteLocalAddress() || uniqueLocal || carrier;
  }

  private static boolean ours(InetAddress address) throws IOException {
    return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
  }

  /** The IPv4 address that a NAT64 or IPv4-compatible address leads to, else the address itself. */
  private static InetAddress embedded(InetAddress address) throws IOException {
    if (!(address instanceof Inet6Address six) || six.isLoopbackAddress()) {
      return address;
    }
    byte[] bytes = six.getAddress();
    boolean nat64 = Arrays.equals(bytes, 0, 12, NAT64, 0, 12);
    boolean compatible = six.isIPv4CompatibleAddress() && !six.isAnyLocalAddress();
    return nat64 || compatible
        ? InetAddress.getByAddress(Arrays.copyOfRange(bytes, 12, 16))
        : address;
  }
}
