package dev.uproute.check;

import dev.uproute.service.Request;
import dev.uproute.service.Service;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * One request of an HTTP check: the service's own, or what a redirect turned it into. Immutable.
 *
 * @param path path and query, byte for byte as they are sent
 * @param headers the service's headers that may go to this host
 */
record Hop(
    String method,
    boolean secure,
    String host,
    int port,
    String path,
    Map<String, String> headers,
    String body) {
  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS", "DELETE", "TRACE");

  static Hop first(Service service) {
    Request request = service.request();
    Map<String, String> headers = new LinkedHashMap<>(request.headers());
    if (request.authorization() != null) {
      headers.put("Authorization", request.authorization());
    }
    String url = service.target().url();
    return new Hop(
        request.method(),
        url.regionMatches(true, 0, "https:", 0, 6),
        service.target().host(),
        service.target().port(),
        path(url),
        headers,
        request.body());
  }

  private static String path(String url) {
    int authority = url.indexOf("://") + 3;
    for (int i = authority; i < url.length(); i++) {
      char c = url.charAt(i);
      if (c == '/') {
        return url.substring(i);
      }
      if (c == '?') {
        return "/" + url.substring(i);
      }
    }
    return "/";
  }

  /** Whether a status asks to go on elsewhere; 300 and 304 do not. */
  static boolean redirects(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
  }

  /**
   * Where a redirect leads (RFC 9110 §15.4). Headers that may hold a secret stay behind when the
   * host, the port or the protection changes; the usual step from http to https on one host is no
   * such change.
   *
   * @throws NoAnswer when it leads nowhere a check may go
   */
  Hop redirected(int status, String location) throws NoAnswer {
    URI to;
    try {
      to = new URI(url()).resolve(new URI(encoded(location)));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw NoAnswer.down("redirect to an invalid address: " + Sentence.quote(location));
    }
    String scheme = String.valueOf(to.getScheme()).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw NoAnswer.down(
          "redirect to " + Sentence.quote(location) + ", only http and https are followed");
    }
    if (to.getHost() == null || to.getPort() > 65535 || to.getPort() == 0) {
      throw NoAnswer.down("redirect to an invalid address: " + Sentence.quote(location));
    }
    return to(to, scheme.equals("https"), get(status));
  }

  private Hop to(URI to, boolean https, boolean get) {
    String name = to.getHost().replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
    int toPort = to.getPort() == -1 ? (https ? 443 : 80) : to.getPort();
    String rawPath = to.getRawPath() == null || to.getRawPath().isEmpty() ? "/" : to.getRawPath();
    String toPath = to.getRawQuery() == null ? rawPath : rawPath + "?" + to.getRawQuery();
    boolean upgrade = !secure && https && port == 80 && toPort == 443;
    boolean same = name.equals(host) && (upgrade || port == toPort && secure == https);
    Map<String, String> kept = same ? headers : harmless();
    return get
        ? new Hop("GET", https, name, toPort, toPath, kept, null)
        : new Hop(method, https, name, toPort, toPath, kept, body);
  }

  private boolean get(int status) {
    return status == 303 && !method.equals("HEAD") || status < 303 && method.equals("POST");
  }

  private Map<String, String> harmless() {
    Map<String, String> kept = new LinkedHashMap<>();
    headers.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          if (lower.startsWith("accept") || lower.equals("user-agent")) {
            kept.put(name, value);
          }
        });
    return kept;
  }

  /**
   * The request as it is sent: Host, User-Agent, what the service says, and nothing else.
   *
   * @param agent the User-Agent where the service names none
   */
  ClassicHttpRequest request(String agent) {
    ClassicHttpRequest request = new BasicClassicHttpRequest(method, path);
    request.setHeader("Host", authority());
    request.setHeader("User-Agent", agent);
    headers.forEach(request::setHeader);
    // these three say how the message is framed, which is ours to know
    request.removeHeaders("Transfer-Encoding");
    request.removeHeaders("Content-Length");
    request.setHeader("Connection", "close");
    if (body != null) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      request.setEntity(new ByteArrayEntity(bytes, null));
      request.setHeader("Content-Length", bytes.length);
    } else if (!BODILESS.contains(method)) {
      request.setHeader("Content-Length", 0);
    }
    return request;
  }

  /** The URL of this request; also how a redirect loop is noticed. */
  String url() {
    return (secure ? "https://" : "http://") + authority() + path;
  }

  /** Host and, where it is not the default, port, as the Host header wants them. */
  String authority() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return port == (secure ? 443 : 80) ? name : name + ":" + port;
  }

  /** Servers put raw blanks and UTF-8 into Location; the bytes come as ISO-8859-1. */
  private static String encoded(String location) {
    StringBuilder text = new StringBuilder(location.length());
    for (char c : location.strip().toCharArray()) {
      if (c <= ' ' || c >= 0x7f || "\"<>\\^`{|}".indexOf(c) >= 0) {
        text.append('%').append(String.format("%02X", c & 0xff));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}
