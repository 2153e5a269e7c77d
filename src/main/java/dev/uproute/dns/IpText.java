package dev.uproute.dns;

import java.net.Inet6Address;
import java.net.InetAddress;

/** IP addresses as people write them: IPv6 in the short form of RFC 5952. */
public final class IpText {
  private IpText() {}

  /** For example {@code 192.0.2.1}, {@code 2001:db8::53} or {@code fe80::1%eth0}. */
  public static String of(InetAddress address) {
    if (!(address instanceof Inet6Address)) {
      return address.getHostAddress();
    }
    String written = address.getHostAddress();
    int zone = written.indexOf('%');
    String[] groups = (zone < 0 ? written : written.substring(0, zone)).split(":");
    return shortened(groups) + (zone < 0 ? "" : written.substring(zone));
  }

  /** The first longest run of two or more groups of zeros becomes {@code ::}. */
  private static String shortened(String[] groups) {
    int from = -1;
    int length = 1;
    for (int i = 0; i < groups.length; i++) {
      int run = i;
      while (run < groups.length && groups[run].equals("0")) {
        run++;
      }
      if (run - i > length) {
        from = i;
        length = run - i;
      }
      i = Math.max(i, run - 1);
    }
    if (from < 0) {
      return String.join(":", groups);
    }
    return joined(groups, 0, from) + "::" + joined(groups, from + length, groups.length);
  }

  private static String joined(String[] groups, int from, int to) {
    return String.join(":", java.util.Arrays.copyOfRange(groups, from, to));
  }
}
