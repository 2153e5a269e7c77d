package dev.uproute.parse;

import static dev.uproute.service.CheckType.CAMEL;
import static dev.uproute.service.CheckType.DNS;
import static dev.uproute.service.CheckType.EXEC;
import static dev.uproute.service.CheckType.HEARTBEAT;
import static dev.uproute.service.CheckType.HOST;
import static dev.uproute.service.CheckType.HTTP;
import static dev.uproute.service.CheckType.PING;

import dev.uproute.service.CheckType;
import dev.uproute.service.CheckType.Trait;
import dev.uproute.service.Command;
import dev.uproute.service.Target;
import dev.uproute.text.Shown;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What a {@code url} and a {@code type} together mean: which check, and what it dials. */
record CheckAddress(String type, Target target) {
  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,128}");
  private static final Set<String> RECORDS =
      Set.of("A", "AAAA", "CAA", "CNAME", "MX", "NS", "PTR", "SOA", "SRV", "TXT");

  /**
   * Reads an address.
   *
   * @param text null when none is written
   * @param type null when none is written: the scheme picks the check
   */
  static CheckAddress of(String text, String type) throws InvalidValue {
    CheckType builtIn = type == null ? null : CheckType.named(type);
    if (type != null && builtIn == null) {
      Characters.own(text == null ? "" : text);
      return new CheckAddress(type, new Target(text == null ? "" : text, null, -1));
    }
    if (text == null && builtIn == HOST) {
      return new CheckAddress(HOST.word(), new Target("host://", null, -1));
    }
    if (text == null) {
      throw new InvalidValue("is missing; every service needs one, like https://example.org");
    }
    if (builtIn == EXEC || Command.is(text)) {
      return command(text, type);
    }
    Url url = Url.of(text);
    if (url.scheme() == null && type == null) {
      throw new InvalidValue(
          Url.shown(text) + " has no scheme, like https://, and no type is given");
    }
    return of(text, url, type == null ? CheckType.named(url.scheme()) : builtIn, type);
  }

  private static CheckAddress of(String text, Url url, CheckType check, String type)
      throws InvalidValue {
    String bare = "https".equals(type) ? type : check.word();
    String scheme = url.scheme() == null ? bare : url.scheme();
    return switch (check) {
      case HTTP -> http(url, scheme, type);
      case DNS -> dns(url, scheme);
      default -> check.has(Trait.HAS_HOST) ? host(url, scheme, check) : whole(text, scheme, check);
    };
  }

  private static CheckAddress http(Url url, String scheme, String type) throws InvalidValue {
    fits(scheme, type, CheckType.named(scheme) == HTTP && !(scheme + "s").equals(type));
    Authority authority = Authority.of(url.authority());
    int port = CheckType.standardPort(scheme);
    String text = scheme + "://" + authority.text(port) + url.resource();
    return new CheckAddress(
        HTTP.word(), new Target(text, authority.host(), authority.orPort(port).port()));
  }

  /** {@code dns://resolver[:port]/name?type=A} (RFC 4501 has the form, with a longer query). */
  private static CheckAddress dns(Url url, String scheme) throws InvalidValue {
    fits(scheme, DNS.word(), DNS.is(scheme));
    Authority authority = Authority.of(url.authority());
    String record = url.query().isEmpty() ? "A" : record(url.query());
    if (url.path().length() < 2) {
      throw new InvalidValue("has no name to ask for, like dns://192.0.2.1/example.org?type=A");
    }
    String name = HostName.name(url.path().substring(1));
    int port = CheckType.standardPort(scheme);
    String text = "dns://" + authority.text(port) + "/" + name + "?type=" + record;
    return new CheckAddress(
        DNS.word(), new Target(text, authority.host(), authority.orPort(port).port()));
  }

  private static String record(String query) throws InvalidValue {
    String record = query.toUpperCase(Locale.ROOT).replaceFirst("^\\?TYPE=", "");
    if (!RECORDS.contains(record)) {
      String all = String.join(", ", RECORDS.stream().sorted().toList());
      throw new InvalidValue(Shown.quoted(query) + " is not ?type= and one of " + all);
    }
    return record;
  }

  private static CheckAddress whole(String text, String scheme, CheckType check)
      throws InvalidValue {
    String word = check.word();
    fits(scheme, word, scheme.equals(word));
    String rest = text.replaceFirst("^(?i:" + word + "):(//)?", "");
    if (check == HEARTBEAT && !TOKEN.matcher(rest).matches()) {
      throw InvalidValue.plain(
          "needs a token of 16 to 128 letters, digits, _ or -, like heartbeat:{{env:BACKUP_TOKEN}}");
    }
    if (check == HOST && !rest.isEmpty()) {
      throw new InvalidValue("must end after host: because it is this machine that is looked at");
    }
    String begin = check == CAMEL ? "camel:" : word + "://";
    return new CheckAddress(word, new Target(begin + rest, null, -1));
  }

  /** {@code exec:/path arg…}; with the type written the scheme may be left out. */
  private static CheckAddress command(String text, String type) throws InvalidValue {
    boolean scheme = Command.is(text);
    fits(scheme ? EXEC.word() : "", type, type == null || EXEC.is(type));
    Characters.own(text);
    try {
      Command command = Command.of(scheme ? text.substring(Command.SCHEME.length()) : text);
      if (!command.program().contains("/")) {
        throw new InvalidValue(
            Shown.quoted(command.program())
                + " is no path; write all of it, like exec:/usr/lib/nagios/plugins/check_load");
      }
      return new CheckAddress(EXEC.word(), new Target(Command.SCHEME + command.text(), null, -1));
    } catch (IllegalArgumentException e) {
      throw InvalidValue.plain(e.getMessage());
    }
  }

  /** udp, tcp, tls and ping dial the host of any address; a path means something only to HTTP. */
  private static CheckAddress host(Url url, String scheme, CheckType check) throws InvalidValue {
    CheckType usual = CheckType.named(scheme);
    fits(scheme, check.word(), usual.has(Trait.HAS_HOST));
    Authority authority = Authority.of(url.authority());
    boolean resource = !(url.path() + url.query()).replaceFirst("^/$", "").isEmpty();
    if (resource && usual != HTTP && usual != DNS) {
      throw new InvalidValue("must end after the " + (check == PING ? "host" : "port"));
    }
    return check == PING ? ping(scheme, authority) : port(scheme, check, authority);
  }

  private static CheckAddress ping(String scheme, Authority authority) throws InvalidValue {
    if (PING.is(scheme) && authority.port() != -1) {
      throw new InvalidValue("must not have a port; a ping goes to a host");
    }
    Authority host = new Authority(authority.host(), -1);
    return new CheckAddress(PING.word(), new Target("ping://" + host.text(-1), host.host(), -1));
  }

  private static CheckAddress port(String scheme, CheckType check, Authority authority)
      throws InvalidValue {
    String word = check.word();
    int usual = CheckType.standardPort(scheme);
    Authority full = authority.orPort(usual == -1 ? CheckType.standardPort(word) : usual);
    if (full.port() == -1) {
      throw new InvalidValue("has no port, like " + word + "://" + full.text(-1) + ":7");
    }
    return new CheckAddress(
        word, new Target(word + "://" + full.text(-1), full.host(), full.port()));
  }

  private static void fits(String scheme, String type, boolean fits) throws InvalidValue {
    if (!fits) {
      throw new InvalidValue("the scheme " + scheme + ":// does not go with type \"" + type + "\"");
    }
  }
}
