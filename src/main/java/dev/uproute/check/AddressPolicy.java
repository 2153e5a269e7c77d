package dev.uproute.check;

import dev.uproute.dns.IpText;
import dev.uproute.service.Service;
import dev.uproute.service.Source;
import dev.uproute.text.CommaList;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which addresses a check may dial. It judges the resolved address that is then dialled, never a
 * name, so no DNS answer can change in between. Immutable.
 */
public final class AddressPolicy {
  private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

  /** Where clouds give out credentials to whoever asks from inside. */
  private static final Set<InetAddress> METADATA =
      Stream.of(
              "169.254.169.254",
              "169.254.170.2",
              "169.254.170.23",
              "100.100.100.200",
              "fd00:ec2::254",
              "fd00:ec2::23",
              "fe80::a9fe:a9fe")
          .map(InetAddress::ofLiteral)
          .collect(Collectors.toUnmodifiableSet());

  private static final String DENY = "deny";
  private static final String ALLOW = "allow";

  private final Set<String> privateSources;
  private final boolean linkLocal;
  private final Set<InetAddress> named;
  private final String management;

  /**
   * Why an address must not be dialled.
   *
   * @param setting whether a setting of ours forbids it; else no host can be there at all
   */
  record Objection(String sentence, boolean setting) {}

  /**
   * @param privateSources sources, separated by commas, whose services may be at private, loopback
   *     and, where these are open, link-local addresses
   * @param linkLocal {@code deny}, or {@code allow} for all link-local addresses but those of cloud
   *     metadata, or the addresses that are open, separated by commas
   */
  public AddressPolicy(String privateSources, String linkLocal) {
    this(privateSources, linkLocal, Map.of());
  }

  /**
   * @param settings by key, for the management port, which only services of the operator may name
   */
  public AddressPolicy(String privateSources, String linkLocal, Map<String, String> settings) {
    this.management = settings.getOrDefault("uproute.management.port", "none");
    this.privateSources = Set.copyOf(CommaList.of(privateSources));
    Set<String> open = Set.copyOf(CommaList.of(linkLocal));
    this.linkLocal = open.contains(ALLOW);
    this.named =
        open.stream()
            .filter(word -> !word.equals(ALLOW) && !word.equals(DENY))
            .map(InetAddress::ofLiteral)
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Whether a setting says which link-local addresses are open. */
  public static boolean understood(String linkLocal) {
    Set<String> words = Set.copyOf(CommaList.of(linkLocal));
    return words.equals(Set.of(DENY))
        || !words.isEmpty() && words.stream().allMatch(AddressPolicy::opens);
  }

  private static boolean opens(String word) {
    try {
      // 169.254.20 would be read as 169.254.0.20
      return word.equals(ALLOW)
          || (word.contains(":") || word.matches("\\d+(\\.\\d+){3}"))
              && special(InetAddress.ofLiteral(word));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private static boolean special(InetAddress address) {
    return address.isLinkLocalAddress() || METADATA.contains(address);
  }

  /**
   * Why a service that names an address, and no host, would never be dialled; null when it may be.
   */
  public String objection(Service service) {
    String host = service.target().host();
    try {
      boolean literal = host != null && (host.contains(":") || host.matches("\\d+(\\.\\d+){3}"));
      Objection found = literal ? objection(service, InetAddress.ofLiteral(host)) : null;
      return found == null ? null : found.sentence();
    } catch (IllegalArgumentException | IOException _) {
      return null; // its check says so
    }
  }

  /** Why the address must not be dialled, or null when it may. */
  Objection objection(Service service, InetAddress address) throws IOException {
    InetAddress real = embedded(address);
    String text = IpText.of(real);
    if (never(real)) {
      return new Objection("address " + text + " is never checked", false);
    }
    if (special(real) && !open(real)) {
      String kind = METADATA.contains(real) ? "cloud metadata" : "link-local";
      return new Objection(
          "%s address %s is not open (uproute.targets.link-local)".formatted(kind, text), true);
    }
    if ((internal(real) || special(real)) && !privateSources.contains(service.source())) {
      return new Objection(
          "private address " + text + " is not open to services from " + service.source(), true);
    }
    return null;
  }

  /**
   * Why a port must not be dialled, or null when it may. The management server trusts whoever is on
   * this machine: a redirect, or a list that others edit, must not lead there.
   *
   * @param own whether the service names it, and no redirect
   */
  Objection objection(Service service, InetAddress address, int port, boolean own)
      throws IOException {
    boolean managed =
        management.equals(String.valueOf(port))
            && !(own && Source.FILE.name().equals(service.source()))
            && (address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null);
    return managed
        ? new Objection("port " + port + " of this machine is for its operator alone", true)
        : objection(service, address);
  }

  private boolean open(InetAddress address) {
    return named.contains(address) || linkLocal && !METADATA.contains(address);
  }

  private static boolean never(InetAddress address) {
    return address.isAnyLocalAddress()
        || address.isMulticastAddress()
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
