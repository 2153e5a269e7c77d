package dev.uproute.web;

import dev.uproute.text.CommaList;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * By which names this server may be asked, and from which pages. A name that somebody else may
 * point at this machine is not one of them: a page of theirs could then read ours (DNS rebinding).
 * Immutable.
 */
final class HostCheck {
  /** What no public name ends with. */
  private static final List<String> LOCAL =
      List.of(".localhost", ".local", ".internal", ".lan", ".home.arpa");

  private final List<String> names;

  /**
   * @param names further ones, separated by commas, or {@code none}
   */
  HostCheck(String names) {
    this.names =
        names.equals("none")
            ? List.of()
            : CommaList.of(names).stream().map(each -> each.toLowerCase(Locale.ROOT)).toList();
  }

  /**
   * Whether a request may name this server so: by an address, a name without a dot or one that only
   * a local network has, or a name that is set.
   *
   * @param host the header Host
   */
  boolean knows(String host) {
    String name = name(host);
    return name != null
        && (!name.contains(".")
            || literal(name)
            || LOCAL.stream().anyMatch(name::endsWith)
            || names.contains(name));
  }

  /**
   * Whether a page from there may send requests: one of ours.
   *
   * @param origin the header Origin
   * @param host the header Host
   */
  boolean ours(String origin, String host) {
    try {
      URI page = URI.create(origin);
      String name = name(page.getRawAuthority());
      int standard = "https".equals(page.getScheme()) ? 443 : 80;
      return name != null
          && (names.contains(name)
              || name.equals(name(host))
                  && port(page.getRawAuthority(), standard) == port(host, standard));
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** Without the port, in lower case; null when it is none. */
  private static String name(String authority) {
    if (authority == null
        || !authority.matches("(\\[[0-9A-Fa-f:.%]+]|[A-Za-z0-9._-]+)(:\\d{1,5})?")) {
      return null;
    }
    return authority.replaceFirst(":\\d+$", "").toLowerCase(Locale.ROOT);
  }

  private static int port(String authority, int standard) {
    int colon = authority.lastIndexOf(':');
    return colon < 0 || authority.endsWith("]")
        ? standard
        : Integer.parseInt(authority.substring(colon + 1));
  }

  private static boolean literal(String name) {
    try {
      return InetAddress.ofLiteral(name.replaceAll("[\\[\\]]", "")) != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }
}
