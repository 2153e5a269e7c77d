package dev.uproute.importer;

import com.fasterxml.jackson.databind.JsonNode;
import dev.uproute.importer.KumaTargets.Carried;
import dev.uproute.text.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Monitors of Uptime Kuma that ask by HTTP, as the keys of a service. */
final class KumaHttp {
  private static final Map<String, String> CONTENT =
      Map.of(
          "json", "application/json",
          "form", "application/x-www-form-urlencoded",
          "xml", "text/xml; charset=utf-8");
  private static final Set<String> PLAIN_LOGINS = Set.of("basic", "bearer");

  private final List<Integer> warnDays;

  /**
   * @param days Kuma's setting of when an expiring certificate is notified; null when it is not set
   */
  KumaHttp(JsonNode days) {
    List<Integer> all = new ArrayList<>();
    if (days != null) {
      days.forEach(day -> all.add(day.asInt()));
    }
    all.removeIf(day -> day < 1 || day > 365);
    warnDays = days == null ? null : all;
  }

  Carried add(SourceRow monitor, String type, Map<String, Object> keys) {
    String url = monitor.text("url");
    if (url == null) {
      monitor.loseAll("has no url");
      return Carried.NONE;
    }
    keys.put("url", url);
    if (type.equals("real-browser")) {
      monitor.lose("type", "no browser is started; the answer of the address itself is judged");
    }
    request(monitor, keys);
    boolean same = login(monitor, keys) & expected(monitor, type, keys);
    options(monitor, url, keys);
    if (monitor.number("proxy_id") > 0) {
      monitor.lose("proxy_id", "checks use no proxy");
      same = false;
    }
    return same ? Carried.SAME : Carried.OTHERWISE;
  }

  private static void request(SourceRow monitor, Map<String, Object> keys) {
    String method = monitor.text("method");
    if (method != null && !method.equalsIgnoreCase("GET")) {
      keys.put("method", method.toUpperCase(Locale.ROOT));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    String body = monitor.text("body");
    if (body != null && !body.isBlank()) {
      String encoding = monitor.text("http_body_encoding");
      headers.put(
          "Content-Type", CONTENT.getOrDefault(encoding == null ? "json" : encoding, "text/plain"));
      keys.put("body", body);
    }
    JsonNode own = monitor.json("headers");
    if (own != null && own.isObject()) {
      own.properties().forEach(header -> put(headers, header.getKey(), header.getValue()));
    }
    if (!headers.isEmpty()) {
      keys.put("headers", headers);
    }
  }

  private static void put(Map<String, String> headers, String name, JsonNode value) {
    headers.keySet().removeIf(name::equalsIgnoreCase);
    headers.put(name, value.asText());
  }

  private static boolean login(SourceRow monitor, Map<String, Object> keys) {
    String method = monitor.text("auth_method");
    String user = monitor.text("basic_auth_user");
    String password = monitor.text("basic_auth_pass");
    if (method == null || method.equals("null")) {
      return true;
    }
    if (method.equals("basic") && user != null && password != null) {
      Map<String, Object> basic = KumaTargets.map("user", user);
      basic.put("password", password);
      keys.put("auth", KumaTargets.map("basic", basic));
    } else if (method.equals("bearer") && monitor.text("bearer_token") != null) {
      keys.put("auth", KumaTargets.map("bearer", monitor.text("bearer_token")));
    } else {
      String why =
          PLAIN_LOGINS.contains(method) ? " has no user, password or token" : " is not known";
      monitor.lose("auth_method", method + why + "; there are basic and bearer");
      return false;
    }
    return true;
  }

  private static boolean expected(SourceRow monitor, String type, Map<String, Object> keys) {
    List<String> codes = new ArrayList<>();
    JsonNode accepted = monitor.json("accepted_statuscodes_json");
    if (accepted != null) {
      accepted.forEach(code -> codes.add(code.asText()));
    }
    keys.put("expect.http_status", codes.size() == 1 ? codes.getFirst() : codes);
    if (codes.isEmpty()) {
      monitor.lose("accepted_statuscodes_json", "no status code is accepted");
      return false;
    }
    return switch (type) {
      case "keyword" -> keyword(monitor, keys);
      case "json-query" -> KumaJsonQuery.add(monitor, keys);
      default -> true;
    };
  }

  private static boolean keyword(SourceRow monitor, Map<String, Object> keys) {
    String keyword = monitor.text("keyword");
    if (keyword == null) {
      return true;
    }
    if (monitor.flag("invert_keyword")) {
      keys.put("bot_protection_string", keyword);
      monitor.lose(
          "invert_keyword",
          "a page with that text is offline as BOT_DETECTED (bot_protection_string), not as DOWN");
    } else {
      keys.put("expect.body_contains", keyword);
    }
    return true;
  }

  private void options(SourceRow monitor, String url, Map<String, Object> keys) {
    boolean https = url.startsWith("https:");
    Double timeout = monitor.decimal("timeout");
    int interval = Math.max(1, monitor.number("interval"));
    if (timeout != null && timeout > 0) {
      long millis = Math.round(Math.min(timeout, interval) * 1000);
      keys.put("timeout", Durations.text(Duration.ofMillis(millis)));
    }
    if (monitor.text("maxredirects") != null && monitor.number("maxredirects") == 0) {
      keys.put("follow_redirects", false);
    }
    if (https && monitor.flag("ignore_tls")) {
      keys.put("verify", false);
    }
    if (https && !monitor.flag("expiry_notification")) {
      keys.put("tls_warn_days", List.of());
    } else if (https && warnDays != null) {
      keys.put("tls_warn_days", warnDays);
    }
    if (monitor.flag("cache_bust")) {
      monitor.lose("cache_bust", "nothing is added to the address");
    }
    if (monitor.text("ip_family") != null) {
      monitor.lose("ip_family", "both IPv4 and IPv6 are tried");
    }
  }
}
