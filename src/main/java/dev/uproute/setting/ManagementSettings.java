package dev.uproute.setting;

import static java.util.Map.entry;

import dev.uproute.parse.ConfigError;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every setting of the management server, the metrics and our own heartbeat may be. */
final class ManagementSettings {
  /** Addresses that may hold a token in their path or query. */
  static final Set<String> SECRETS =
      Set.of(
          "uproute.heartbeat.url",
          "uproute.metrics.otlp.url",
          "uproute.metrics.otlp.authorization");

  private static final String PORT = "uproute.management.port";
  private static final String HOST = "uproute.management.host";
  private static final String TOKEN = "uproute.management.token";
  private static final String NONE = "none";

  private ManagementSettings() {}

  static Map<String, Setting> all() {
    Setting port = Setting.number(0, 65_535);
    return Map.ofEntries(
        entry(
            PORT,
            new Setting(
                text -> text.equals(NONE) || port.right().test(text),
                port.allowed() + ", or none",
                List.of(NONE),
                Setting.Kind.TEXT,
                port.range())),
        entry(HOST, HttpSettings.address()),
        entry(TOKEN, ApiSettings.tokens()),
        entry("uproute.heartbeat.url", addressOrNone()),
        entry("uproute.heartbeat.every", Setting.time("100ms", "1d")),
        entry("uproute.metrics.otlp.url", addressOrNone()),
        entry("uproute.metrics.otlp.every", Setting.time("100ms", "1d")),
        entry("uproute.metrics.otlp.authorization", header()));
  }

  private static Setting header() {
    return new Setting(
        text -> text.matches("none|[!-~]+ [!-~]+"),
        "a header such as Bearer TOKEN or Basic CREDENTIALS, or none");
  }

  private static Setting addressOrNone() {
    return new Setting(
        text -> text.equals(NONE) || isAddress(text),
        "an address that begins with https:// or http://, or none");
  }

  private static boolean isAddress(String text) {
    try {
      return text.matches("https?://[^\\s]+") && URI.create(text).getHost() != null;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /** What is wrong with them together; each of them is judged elsewhere. */
  static List<ConfigError> errors(SettingValues values) {
    List<ConfigError> errors = new ArrayList<>();
    String port = values.get(PORT);
    String host = values.get(HOST);
    if (port.equals(NONE)) {
      return errors;
    }
    if (HttpSettings.address().right().test(host)
        && !InetAddress.ofLiteral(host).isLoopbackAddress()
        && values.get(TOKEN).equals(NONE)) {
      errors.add(
          values.error(
              TOKEN,
              "is missing; at %s others reach the management server (%s), so it needs a token of 32 characters or more"
                  .formatted(host, HOST)));
    }
    if (!port.equals("0") && port.equals(values.get("uproute.http.port"))) {
      errors.add(values.error(PORT, port + " is the port of the pages (uproute.http.port)"));
    }
    return errors;
  }
}
