package dev.uproute.parse;

import dev.uproute.service.CheckType;
import dev.uproute.service.Target;
import dev.uproute.text.Shown;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a {@code url} and a {@code type} together mean: which check, and what it dials. */
record CheckAddress(String type, Target target) {
  /** The types whose address Uproute understands; any other is a user's own. */
  static final Set<String> BUILT_IN = Set.copyOf(CheckType.words());

  private static final Map<String, String> ALIASES = Map.of("https", "http", "icmp", "ping");
  private static final Map<String, Integer> PORTS =
      Map.of("http", 80, "https", 443, "tls", 443, "dns", 53);
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,128}");
  private static final Set<String> RECORDS =
      Set.of("A", "AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT");

  /** The one name of a type: https is http, icmp is ping. */
  static String type(String written) {
    return ALIASES.getOrDefault(written, written);
  }

  /**
   * Reads an address.
   *
   * @param text null when none is written
   * @param type null when none is written: the scheme picks the check
   */
  static CheckAddress of(String text, String type) throws InvalidValue {
    if (type != null && !BUILT_IN.contains(type(type))) {
      Characters.own(text == null ? "" : text);
      return new CheckAddress(type, new Target(text == null ? "" : text, null, -1));
    }
    if (text == null && "host".equals(type)) {
      return new CheckAddress("host", new Target("host://", null, -1));
    }
    if (text == null) {
      throw new InvalidValue("is missing; every service needs one, like https://example.org");
    }
    Url url = Url.of(text);
    if (url.scheme() == null && type == null) {
      throw new InvalidValue(
          Url.shown(text) + " has no scheme, like https://, and no type is given");
    }
    return of(text, url, type(type == null ? url.scheme() : type), type);
  }

  private static CheckAddress of(String text, Url url, String check, String type)
      throws InvalidValue {
    String scheme = url.scheme() != null ? url.scheme() : "https".equals(type) ? type : check;
    return switch (check) {
      case "http" -> http(url, scheme, type);
      case "dns" -> dns(url, scheme);
      case "heartbeat", "host", "camel" -> whole(text, scheme, check);
      default -> host(url, scheme, check);
    };
  }

  private static CheckAddress http(Url url, String scheme, String type) throws InvalidValue {
    fits(scheme, type, type(scheme).equals("http") && !(scheme + "s").equals(type));
    Authority authority = Authority.of(url.authority());
    int port = PORTS.get(scheme);
    String text = scheme + "://" + authority.text(port) + url.resource();
    return new CheckAddress(
        "http", new Target(text, authority.host(), authority.orPort(port).port()));
  }

  /** {@code dns://resolver[:port]/name?type=A} (RFC 4501 has the form, with a longer query). */
  private static CheckAddress dns(Url url, String scheme) throws InvalidValue {
    fits(scheme, "dns", scheme.equals("dns"));
    Authority authority = Authority.of(url.authority());
    String record = url.query().isEmpty() ? "A" : record(url.query());
    if (url.path().length() < 2) {
      throw new InvalidValue("has no name to ask for, like dns://192.0.2.1/example.org?type=A");
    }
    String name = HostName.name(url.path().substring(1));
    int port = PORTS.get("dns");
    String text = "dns://" + authority.text(port) + "/" + name + "?type=" + record;
    return new CheckAddress(
        "dns", new Target(text, authority.host(), authority.orPort(port).port()));
  }

  private static String record(String query) throws InvalidValue {
    String record = query.toUpperCase(Locale.ROOT).replaceFirst("^\\?TYPE=", "");
    if (!RECORDS.contains(record)) {
      String all = String.join(", ", RECORDS.stream().sorted().toList());
      throw new InvalidValue(Shown.quoted(query) + " is not ?type= and one of " + all);
    }
    return record;
  }

  private static CheckAddress whole(String text, String scheme, String check) throws InvalidValue {
    fits(scheme, check, scheme.equals(check));
    String rest = text.replaceFirst("^(?i:" + check + "):(//)?", "");
    if (check.equals("heartbeat") && !TOKEN.matcher(rest).matches()) {
      throw InvalidValue.plain(
          "needs a token of 16 to 128 letters, digits, _ or -, like heartbeat:{{env:BACKUP_TOKEN}}");
    }
    if (check.equals("host") && !rest.isEmpty()) {
      throw new InvalidValue("must end after host: because it is this machine that is looked at");
    }
    String begin = check.equals("camel") ? "camel:" : check + "://";
    return new CheckAddress(check, new Target(begin + rest, null, -1));
  }

  /** udp, tcp, tls and ping dial the host of any address; a path means something only to HTTP. */
  private static CheckAddress host(Url url, String scheme, String check) throws InvalidValue {
    fits(scheme, check, !Set.of("heartbeat", "host", "camel").contains(scheme));
    Authority authority = Authority.of(url.authority());
    boolean resource = !(url.path() + url.query()).replaceFirst("^/$", "").isEmpty();
    if (resource && !PORTS.containsKey(scheme) || resource && scheme.equals("tls")) {
      throw new InvalidValue("must end after the " + (check.equals("ping") ? "host" : "port"));
    }
    return check.equals("ping") ? ping(scheme, authority) : port(scheme, check, authority);
  }

  private static CheckAddress ping(String scheme, Authority authority) throws InvalidValue {
    if (scheme.equals("ping") && authority.port() != -1) {
      throw new InvalidValue("must not have a port; a ping goes to a host");
    }
    Authority host = new Authority(authority.host(), -1);
    return new CheckAddress("ping", new Target("ping://" + host.text(-1), host.host(), -1));
  }

  private static CheckAddress port(String scheme, String check, Authority authority)
      throws InvalidValue {
    Authority full = authority.orPort(PORTS.getOrDefault(scheme, PORTS.getOrDefault(check, -1)));
    if (full.port() == -1) {
      throw new InvalidValue("has no port, like " + check + "://" + full.text(-1) + ":7");
    }
    return new CheckAddress(
        check, new Target(check + "://" + full.text(-1), full.host(), full.port()));
  }

  private static void fits(String scheme, String type, boolean fits) throws InvalidValue {
    if (!fits) {
      throw new InvalidValue("the scheme " + scheme + ":// does not go with type \"" + type + "\"");
    }
  }
}
