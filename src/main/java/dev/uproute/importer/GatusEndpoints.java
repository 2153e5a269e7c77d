package dev.uproute.importer;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.uproute.text.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Endpoints of Gatus as services. */
final class GatusEndpoints {
  private static final Duration USUAL = Duration.ofMinutes(1);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Imported into;
  private final GatusAlerts alerts;
  private final FreshIds ids = new FreshIds();

  GatusEndpoints(Imported into, GatusAlerts alerts) {
    this.into = into;
    this.alerts = alerts;
  }

  void add(Section endpoint) {
    Map<String, Object> keys = begin(endpoint);
    GatusAddress address = GatusAddress.of(endpoint);
    if (address == null) {
      return;
    }
    keys.put("url", address.url());
    Duration interval = endpoint.duration("interval");
    interval = interval == null ? USUAL : interval;
    keys.put("interval", Durations.text(interval));
    Duration timeout = client(endpoint.group("client"), address, keys);
    timeout = timeout.compareTo(interval) > 0 ? interval : timeout;
    keys.put("timeout", Durations.text(timeout));
    if (address.http()) {
      request(endpoint, keys);
    }
    String payload = address.raw() ? endpoint.text("body") : null;
    if (payload != null) {
      keys.put("send", payload);
    }
    if (address.expects() != null) {
      keys.put("expect.body_contains", address.expects());
    }
    new GatusConditions(endpoint, address, keys, timeout).read();
    end(endpoint, keys);
  }

  private Map<String, Object> begin(Section endpoint) {
    String group = endpoint.text("group");
    String name = endpoint.text("name");
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("id", ids.of(group, name == null ? "" : name));
    if (name != null) {
      keys.put("name", name);
    }
    if (Boolean.FALSE.equals(endpoint.flag("enabled"))) {
      keys.put("enabled", false);
    }
    return keys;
  }

  private void end(Section endpoint, Map<String, Object> keys) {
    Map<String, String> labels = endpoint.map("extra-labels");
    if (!labels.isEmpty()) {
      keys.put("tags", labels);
    }
    alerts.of(endpoint, keys);
    String id = keys.get("id").toString();
    endpoint.groups("maintenance-windows").forEach(window -> GatusWindows.add(window, id, into));
    Section ui = endpoint.group("ui");
    if (ui != null) {
      ui.end();
    }
    into.services().add(new Imported.Entry(endpoint.location(), keys));
    endpoint.end();
  }

  private static void request(Section endpoint, Map<String, Object> keys) {
    String method = endpoint.text("method");
    if (method != null) {
      keys.put("method", method.toUpperCase(Locale.ROOT));
    }
    Map<String, String> headers = endpoint.map("headers");
    String body = endpoint.text("body");
    if (endpoint.set("graphql") && body != null) {
      body = JsonNodeFactory.instance.objectNode().put("query", body).toString();
      if (headers.keySet().stream().noneMatch("content-type"::equalsIgnoreCase)) {
        headers.put("Content-Type", "application/json");
      }
    }
    if (body != null) {
      keys.put("body", body);
    }
    if (!headers.isEmpty()) {
      keys.put("headers", headers);
    }
  }

  /** Returns the timeout. */
  private static Duration client(Section client, GatusAddress address, Map<String, Object> keys) {
    if (client == null) {
      return TIMEOUT;
    }
    if (client.set("insecure") && (address.http() || address.url().startsWith("tls:"))) {
      keys.put("verify", false);
    }
    if (client.set("ignore-redirect") && address.http()) {
      keys.put("follow_redirects", false);
    }
    Map.of(
            "proxy-url", "checks go to their address, without a proxy",
            "dns-resolver", "names are asked of this machine's name servers",
            "oauth2", "no token is fetched; auth: { bearer: … } sends one that lasts",
            "identity-aware-proxy", "no token of Google is fetched",
            "tls", "there are no client certificates",
            "tunnel", "there are no tunnels",
            "network", "a ping takes the address that answers",
            "store-cookies", "a check keeps cookies for its own redirects only")
        .forEach(client::lose);
    Duration timeout = client.duration("timeout");
    client.end();
    return timeout == null ? TIMEOUT : timeout;
  }

  /** One whose results come from outside is a heartbeat. */
  void external(Section endpoint) {
    Map<String, Object> keys = begin(endpoint);
    String token = endpoint.text("token");
    boolean fits = token != null && token.matches("[A-Za-z0-9_-]{16,128}|\\{\\{env:\\w+}}");
    String variable = keys.get("id").toString().toUpperCase(Locale.ROOT).replaceAll("\\W", "_");
    keys.put("url", "heartbeat:" + (fits ? token : "{{env:" + variable + "_TOKEN}}"));
    if (!fits) {
      endpoint.lose(
          "token", "is none here: 16 to 128 of A-Z a-z 0-9 _ -; set " + variable + "_TOKEN");
    }
    Section heartbeat = endpoint.group("heartbeat");
    Duration interval = heartbeat == null ? null : heartbeat.duration("interval");
    keys.put("interval", Durations.text(interval == null ? Duration.ofDays(1) : interval));
    into.lose(
        endpoint.location(),
        keys.get("id").toString(),
        "its job has to call /beat/TOKEN, or /beat/TOKEN/fail, in place of Gatus' API"
            + (interval == null ? ", once a day: no heartbeat.interval says how often" : ""));
    end(endpoint, keys);
  }

  /** The types that have a response time. */
  static boolean timed(String url) {
    return List.of("udp:", "heartbeat:").stream().noneMatch(url::startsWith);
  }
}
