package dev.uproute.parse;

import dev.uproute.text.Shown;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of an address that names host and port.
 *
 * @param host without brackets
 * @param port -1 when none is written
 */
public record Authority(String host, int port) {
  private static final Pattern FORM = Pattern.compile("(?:\\[([^\\]]*)]|([^:\\[\\]]*))(?::(.*))?");
  private static final Pattern PORT = Pattern.compile("[1-9]\\d{0,4}");

  /**
   * The host and port of an address a target named; empty when it may not stand there. A port may
   * be left empty there, as RFC 3986 has it.
   */
  public static Optional<Authority> read(String text) {
    try {
      return Optional.of(of(text.endsWith(":") ? text.substring(0, text.length() - 1) : text));
    } catch (InvalidValue e) {
      return Optional.empty();
    }
  }

  static Authority of(String text) throws InvalidValue {
    if (text.contains("@")) {
      throw new InvalidValue("must not contain a user or password; write them under auth:");
    }
    Matcher form = FORM.matcher(text);
    boolean bare = !text.startsWith("[") && text.indexOf(':') != text.lastIndexOf(':');
    if (bare || !form.matches()) {
      throw new InvalidValue(
          Shown.quoted(text) + " is not host or host:port; IPv6 needs brackets: [::1]");
    }
    if (text.isEmpty() || "".equals(form.group(2))) {
      throw new InvalidValue("has no host");
    }
    String host =
        form.group(1) != null ? HostName.six(form.group(1)) : HostName.name(form.group(2));
    return new Authority(host, form.group(3) == null ? -1 : port(form.group(3)));
  }

  private static int port(String text) throws InvalidValue {
    int port = PORT.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65_535) {
      throw new InvalidValue("port " + Shown.quoted(text) + " is not a number from 1 to 65535");
    }
    return port;
  }

  /** With a port where none is written. */
  public Authority orPort(int other) {
    return port == -1 ? new Authority(host, other) : this;
  }

  /** As it stands in an address, without the port {@code usual}. */
  String text(int usual) {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return port == -1 || port == usual ? name : name + ":" + port;
  }
}
