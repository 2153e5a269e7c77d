package dev.uproute.parse;

import dev.uproute.text.Shown;
import java.net.InetAddress;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A host as written in an address: a name in ASCII, or a literal address in its one usual form.
 * Forms that programs read differently (RFC 6943 §3.1.1: 127.1, 0x7f.1, 2130706433, full-width
 * digits) are refused, so that what is judged is what is dialled.
 */
final class HostName {
  /**
   * More than host names may have: what browsers, curl and the tools around containers take. A lone
   * word with a hyphen in front is the option of some program.
   */
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)(?!-[^.]*$)[a-z0-9_-]{1,63}(\\.[a-z0-9_-]{1,63})*");

  private static final Pattern DOTS = Pattern.compile("[\u3002\uFF0E\uFF61]");
  private static final Pattern NUMBER_LAST = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)");
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern FOUR = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  private HostName() {}

  /** The host in small ASCII letters, a final dot removed. */
  static String name(String written) throws InvalidValue {
    String dotted = DOTS.matcher(written).replaceAll(".");
    String host = ascii(dotted.endsWith(".") ? dotted.substring(0, dotted.length() - 1) : dotted);
    if (NUMBER_LAST.matcher(host).matches()) {
      if (!dotted.equals(written)) {
        throw notInternational(written);
      }
      if (!FOUR.matcher(host).matches()) {
        throw new InvalidValue(
            Shown.quoted(written)
                + " is not a host; an IPv4 address is four numbers from 0 to 255, like 192.0.2.1");
      }
      literal(host);
    } else if (!NAME.matcher(host).matches()) {
      throw new InvalidValue(
          Shown.quoted(written)
              + " is not a host name: letters, digits, hyphens, underscores and dots");
    }
    return host;
  }

  /** What stands between brackets, in small letters. */
  static String six(String written) throws InvalidValue {
    try {
      if (written.contains(":") && written.matches("[0-9A-Fa-f:.]+")) {
        String host = written.toLowerCase(Locale.ROOT);
        literal(host);
        return host;
      }
    } catch (IllegalArgumentException e) {
      throw noSix(written);
    }
    throw noSix(written);
  }

  private static InvalidValue noSix(String written) {
    return new InvalidValue(
        Shown.quoted("[" + written + "]") + " is not an IPv6 address, like [2001:db8::1]");
  }

  private static void literal(String host) throws InvalidValue {
    if (InetAddress.ofLiteral(host).isMulticastAddress() || host.equals("255.255.255.255")) {
      throw new InvalidValue(
          Shown.quoted(host) + " is a multicast or broadcast address, not one host");
    }
  }

  private static String ascii(String written) throws InvalidValue {
    if (written.chars().allMatch(c -> c < 0x80)) {
      return written.toLowerCase(Locale.ROOT);
    }
    StringBuilder host = new StringBuilder();
    for (String label : written.split("\\.", -1)) {
      host.append(host.isEmpty() ? "" : ".").append(label(label));
    }
    return host.toString();
  }

  private static String label(String written) throws InvalidValue {
    if (written.chars().allMatch(c -> c < 0x80)) {
      return written.toLowerCase(Locale.ROOT);
    }
    try {
      String label = Punycode.label(written);
      if (label.startsWith("xn--")) {
        return label;
      }
    } catch (IllegalArgumentException e) {
      throw notInternational(written);
    }
    throw notInternational(written); // look-alikes of ASCII
  }

  private static InvalidValue notInternational(String written) {
    return new InvalidValue(
        Shown.quoted(written) + " is not a host name; write it in ASCII (xn--…)");
  }
}
