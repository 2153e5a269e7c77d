package dev.uproute.importer;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a monitor of Uptime Kuma asks, by its type, as the keys of a service. */
final class KumaTargets {
  /** How far a monitor can be carried over. */
  enum Carried {
    /** it is checked as it was, or less of it, as its losses say */
    SAME,
    /** what is UP would be something else */
    OTHERWISE,
    /** not at all */
    NONE
  }

  private final KumaHttp http;
  private final HeartbeatToken tokens;

  KumaTargets(KumaHttp http, HeartbeatToken tokens) {
    this.http = http;
    this.tokens = tokens;
  }

  /** Adds the keys that say what is asked, and how the answer is judged. */
  Carried add(SourceRow monitor, Map<String, Object> keys) {
    String type = monitor.text("type");
    Carried carried =
        switch (type == null ? "" : type) {
          case "http", "keyword", "json-query", "real-browser" -> http.add(monitor, type, keys);
          case "port" -> port(monitor, keys);
          case "ping", "tailscale-ping" -> ping(monitor, keys);
          case "dns" -> dns(monitor, keys);
          case "push" -> push(monitor, keys);
          case "smtp" -> smtp(monitor, keys);
          case "mqtt" -> KumaPorts.of(monitor, monitor.text("hostname"), 1883, keys);
          case "grpc-keyword" -> KumaPorts.authority(monitor, monitor.text("grpc_url"), -1, keys);
          case "kafka-producer", "rabbitmq" -> KumaPorts.broker(monitor, type, keys);
          case "steam", "gamedig" -> game(monitor, keys);
          default -> KumaPorts.database(monitor, type, keys);
        };
    if (carried != Carried.NONE && monitor.flag("upside_down")) {
      monitor.lose("upside_down", "no check here is UP because its target fails");
      return Carried.OTHERWISE;
    }
    return carried;
  }

  static Carried none(SourceRow monitor, String why) {
    monitor.loseAll(why + "; its history is not carried over either");
    return Carried.NONE;
  }

  private Carried port(SourceRow monitor, Map<String, Object> keys) {
    boolean tls = "secure".equals(monitor.text("smtp_security"));
    if ("starttls".equals(monitor.text("smtp_security"))) {
      monitor.lose("smtp_security", "STARTTLS is not begun; whether the port answers is checked");
    }
    if (monitor.text("expected_tls_alert") != null
        && !"none".equals(monitor.text("expected_tls_alert"))) {
      monitor.lose("expected_tls_alert", "no check here is UP because a handshake is refused");
      return url(monitor, tls ? "tls" : "tcp", monitor.text("hostname"), keys) == Carried.NONE
          ? Carried.NONE
          : Carried.OTHERWISE;
    }
    if (tls && monitor.flag("ignore_tls")) {
      keys.put("verify", false);
    }
    return url(monitor, tls ? "tls" : "tcp", monitor.text("hostname"), keys);
  }

  private Carried url(SourceRow monitor, String scheme, String host, Map<String, Object> keys) {
    int port = monitor.number("port");
    if (host == null || port < 1) {
      return none(monitor, "has no host or no port");
    }
    keys.put("url", scheme + "://" + bracketed(host) + ":" + port);
    return Carried.SAME;
  }

  static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private Carried ping(SourceRow monitor, Map<String, Object> keys) {
    String host = monitor.text("hostname");
    if (host == null) {
      return none(monitor, "has no host");
    }
    keys.put("url", "ping://" + bracketed(host));
    if (monitor.number("packet_size") != 56 && monitor.text("packet_size") != null) {
      monitor.lose("packet_size", "the size of an echo cannot be chosen");
    }
    if (monitor.number("ping_count") > 1) {
      monitor.lose("ping_count", "one echo that comes back is enough");
    }
    return Carried.SAME;
  }

  private Carried dns(SourceRow monitor, Map<String, Object> keys) {
    String servers = monitor.text("dns_resolve_server");
    String name = monitor.text("hostname");
    if (servers == null || name == null) {
      return none(monitor, "has no name or no resolver");
    }
    String[] all = servers.strip().split("[\\s,]+");
    if (all.length > 1) {
      monitor.lose("dns_resolve_server", "one resolver is asked, the first of " + servers);
    }
    int port = monitor.number("port");
    String type = monitor.text("dns_resolve_type");
    keys.put(
        "url",
        "dns://"
            + bracketed(all[0])
            + (port > 0 && port != 53 ? ":" + port : "")
            + "/"
            + name
            + "?type="
            + (type == null ? "A" : type));
    return conditions(monitor, keys);
  }

  /** One condition on a record can be kept; more of them cannot. */
  private static Carried conditions(SourceRow monitor, Map<String, Object> keys) {
    JsonNode conditions = monitor.json("conditions");
    if (conditions == null || conditions.isEmpty()) {
      return Carried.SAME;
    }
    JsonNode only = conditions.get(0);
    String value = only.path("value").asText();
    String operator = only.path("operator").asText();
    if (conditions.size() == 1 && operator.equals("equals")) {
      keys.put("expect.body_matches", "^" + com.google.re2j.Pattern.quote(value) + "$");
    } else if (conditions.size() == 1 && operator.equals("contains")) {
      keys.put("expect.body_contains", value);
    } else {
      monitor.lose("conditions", "only one, equals or contains, can be carried over");
      return Carried.OTHERWISE;
    }
    return Carried.SAME;
  }

  private Carried push(SourceRow monitor, Map<String, Object> keys) {
    String token = tokens.of(monitor.text("push_token"), monitor.number("id"));
    keys.put("url", "heartbeat:" + token);
    monitor.lose(
        "push_token",
        "its job has to call /beat/TOKEN of Uproute instead, with the token in the url");
    return Carried.SAME;
  }

  private Carried smtp(SourceRow monitor, Map<String, Object> keys) {
    boolean tls = "secure".equals(monitor.text("smtp_security"));
    if (!tls) {
      monitor.lose("smtp_security", "STARTTLS is not begun; the greeting 220 is expected");
    }
    keys.put("expect.body_contains", "220");
    return url(monitor, tls ? "tls" : "tcp", monitor.text("hostname"), keys);
  }

  private Carried game(SourceRow monitor, Map<String, Object> keys) {
    monitor.lose(
        "type", "what the game answers is not understood: a port that is silent is pinged");
    return url(monitor, "udp", monitor.text("hostname"), keys);
  }

  /** A new map with one key. */
  static Map<String, Object> map(String key, Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(key, value);
    return map;
  }
}
