package dev.uproute.setting;

import static java.util.Map.entry;

import dev.uproute.text.CommaList;
import dev.uproute.web.TrustedProxies;
import java.net.InetAddress;
import java.util.Map;

/** What every setting of the HTTP server may be. */
final class HttpSettings {
  private HttpSettings() {}

  static Map<String, Setting> all() {
    return Map.ofEntries(
        entry("uproute.http.host", address()),
        entry("uproute.http.port", Setting.number(0, 65_535)),
        entry("uproute.http.url", origin()),
        entry("uproute.http.hosts", hostNames()),
        entry("uproute.http.path", subPath()),
        entry("uproute.http.trusted-proxies", proxies()),
        entry("uproute.http.max-requests-per-second", Setting.number(1, 1_000_000)),
        entry("uproute.http.max-writes-per-second", Setting.number(1, 1_000_000)),
        entry("uproute.http.max-connections", Setting.number(1, 100_000)),
        entry("uproute.http.max-connections-per-address", Setting.number(1, 100_000)),
        entry("uproute.http.request-timeout", Setting.time("1s", "10m")),
        entry("uproute.http.idle-timeout", Setting.time("1s", "1h")),
        entry("uproute.http.answer-timeout", Setting.time("1s", "1h")));
  }

  /** A name would be asked of somebody else what our own address is. */
  static Setting address() {
    return new Setting(
        text -> {
          try {
            return InetAddress.ofLiteral(text) != null;
          } catch (IllegalArgumentException _) {
            return false;
          }
        },
        "an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them");
  }

  private static Setting origin() {
    return new Setting(
        text -> text.equals("none") || text.matches("http://[A-Za-z0-9.-]+(:\\d{1,5})?/?"),
        "an address without a path, such as http://uproute-1:8070/, or none");
  }

  private static Setting hostNames() {
    return new Setting(
        text ->
            text.equals("none")
                || !CommaList.of(text).isEmpty()
                    && CommaList.of(text).stream()
                        .allMatch(name -> name.matches("[A-Za-z0-9._-]+")),
        "names such as status.example.org, separated by commas, or none");
  }

  private static Setting subPath() {
    return new Setting(
        text -> text.matches("/|(/[A-Za-z0-9_.~-]+)+"),
        "a path without a slash at its end, such as /status-pages, or / for none");
  }

  private static Setting proxies() {
    return new Setting(
        TrustedProxies::understood,
        "addresses or networks such as 10.0.0.0/8, separated by commas, or none");
  }
}
