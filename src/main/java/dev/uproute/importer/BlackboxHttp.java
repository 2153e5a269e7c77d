package dev.uproute.importer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The http part of a module of blackbox_exporter. */
final class BlackboxHttp {
  /** Stands among the keys until the target is known: whether TLS has to be or must not be. */
  static final String SECURE = "fail_if_ssl";

  /** What a header has to contain can be said where an expression is a plain text. */
  private static final Pattern PLAIN =
      Pattern.compile("(?:\\.\\*)?([A-Za-z0-9 /;=,_:-]+)(?:\\.\\*)?");

  private BlackboxHttp() {}

  static void read(Section http, Map<String, Object> keys) {
    List<String> statuses = http.texts("valid_status_codes");
    keys.put("expect.http_status", statuses.isEmpty() ? "2xx" : statuses);
    String method = http.text("method");
    if (method != null) {
      keys.put("method", method);
    }
    Map<String, String> headers = http.map("headers");
    if (!headers.isEmpty()) {
      keys.put("headers", headers);
    }
    String body = http.text("body");
    if (body != null) {
      keys.put("body", body);
    }
    if (http.set("no_follow_redirects") || Boolean.FALSE.equals(http.flag("follow_redirects"))) {
      keys.put("follow_redirects", false);
    }
    auth(http, keys);
    tls(http.group("tls_config"), keys);
    answer(http, keys);
    if (http.set("fail_if_ssl") || http.set("fail_if_not_ssl")) {
      keys.put(SECURE, http.set("fail_if_ssl") ? "never" : "always");
    }
    lost(http);
  }

  private static void answer(Section http, Map<String, Object> keys) {
    List<String> bodies = http.texts("fail_if_body_not_matches_regexp");
    if (bodies.size() == 1) {
      keys.put("expect.body_matches", bodies.getFirst());
    } else if (!bodies.isEmpty()) {
      http.lose("fail_if_body_not_matches_regexp", "a service has one body_matches");
    }
    Map<String, Object> wanted = new LinkedHashMap<>();
    for (Section header : http.groups("fail_if_header_not_matches")) {
      String name = header.text("header");
      String expression = header.text("regexp");
      var plain = PLAIN.matcher(expression == null ? "" : expression);
      if (header.set("allow_missing")) {
        header.lose("allow_missing", "a header that is expected has to be there; it is left out");
      } else if (name != null && plain.matches()) {
        wanted.put(name, plain.group(1));
      } else {
        header.lose("regexp", "a header has to contain a text; expressions are not judged");
      }
      header.end();
    }
    if (!wanted.isEmpty()) {
      keys.put("expect.headers", wanted);
    }
  }

  private static void auth(Section http, Map<String, Object> keys) {
    Section basic = http.group("basic_auth");
    if (basic != null) {
      String user = basic.text("username");
      String password = basic.text("password");
      String file = basic.text("password_file");
      Map<String, Object> pair = new LinkedHashMap<>();
      pair.put("user", user == null ? "" : user);
      pair.put("password", file == null ? password == null ? "" : password : file(file));
      keys.put("auth", Map.of("basic", pair));
      basic.end();
    }
    Section other = http.group("authorization");
    if (other != null) {
      String type = other.text("type");
      String token = other.text("credentials");
      String file = other.text("credentials_file");
      if (type != null && !type.equalsIgnoreCase("bearer")) {
        other.lose("type", "only Bearer is sent");
      } else {
        keys.put("auth", Map.of("bearer", file == null ? String.valueOf(token) : file(file)));
      }
      other.end();
    }
    String token = http.text("bearer_token");
    String file = http.text("bearer_token_file");
    if (token != null || file != null) {
      keys.put("auth", Map.of("bearer", file == null ? token : file(file)));
    }
  }

  private static String file(String name) {
    return "{{file:" + name + "}}";
  }

  /**
   * @param tls null when there is none
   */
  static void tls(Section tls, Map<String, Object> keys) {
    if (tls == null) {
      return;
    }
    if (tls.set("insecure_skip_verify")) {
      keys.put("verify", false);
    }
    tls.lose("ca_file", "add it to the certificates that Java trusts");
    tls.lose("cert_file", "there are no client certificates");
    tls.lose("key_file", "there are no client certificates");
    tls.lose("server_name", "it is the host of the address");
    tls.lose("min_version", "TLS 1.2 is the least, with tls: legacy 1.0");
    tls.end();
  }

  private static void lost(Section http) {
    Map.of(
            "fail_if_body_matches_regexp", "what a body must not be cannot be said here",
            "fail_if_header_matches", "what a header must not be cannot be said here",
            "fail_if_body_json_matches_cel", "write a line of expect.json",
            "fail_if_body_json_not_matches_cel", "write a line of expect.json",
            "valid_http_versions", "a check speaks HTTP/1.1",
            "body_file", "write its text under body",
            "proxy_url", "checks go to their address, without a proxy",
            "oauth2", "no token is fetched; auth: { bearer: … } sends one that lasts",
            "compression", "answers are unpacked by what they say themselves",
            "body_size_limit", "1 MiB of a body is read")
        .forEach(http::lose);
    List.of("enable_http2", "enable_http3", "use_http3", "skip_resolve_phase_with_proxy")
        .forEach(http::node);
  }
}
