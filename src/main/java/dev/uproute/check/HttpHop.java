package dev.uproute.check;

import dev.uproute.service.Request;
import dev.uproute.service.Service;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;

/**
 * One request of an HTTP check: the service's own, or what a redirect turned it into. Immutable.
 *
 * @param path path and query, byte for byte as they are sent
 * @param headers the service's headers that may go to this host
 */
record HttpHop(
    String method,
    boolean secure,
    String host,
    int port,
    String path,
    Map<String, String> headers,
    String body) {
  private static final Set<String> BODILESS = Set.of("GET", "HEAD", "OPTIONS", "DELETE", "TRACE");

  static HttpHop first(Service service) {
    Request request = service.request();
    Map<String, String> headers = new LinkedHashMap<>(request.headers());
    if (request.authorization() != null) {
      headers.put("Authorization", request.authorization());
    }
    String url = service.target().url();
    return new HttpHop(
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
  HttpHop redirected(int status, String reference) throws NoAnswer {
    RedirectLocation to = RedirectLocation.resolve(this, reference);
    boolean upgrade = !secure && to.secure() && port == 80 && to.port() == 443;
    boolean same = upgrade || port == to.port() && secure == to.secure();
    Map<String, String> kept =
        same && to.host().equals(host) ? headers : only(headers, HttpHop::harmless);
    return get(status)
        ? at(to, "GET", only(kept, name -> !name.startsWith("content-")), null)
        : at(to, method, kept, body);
  }

  private static HttpHop at(
      RedirectLocation to, String method, Map<String, String> headers, String body) {
    return new HttpHop(method, to.secure(), to.host(), to.port(), to.resource(), headers, body);
  }

  private boolean get(int status) {
    return status == 303 && !method.equals("HEAD") || status < 303 && method.equals("POST");
  }

  private static boolean harmless(String name) {
    return name.startsWith("accept") || name.equals("user-agent");
  }

  private static Map<String, String> only(Map<String, String> headers, Predicate<String> names) {
    Map<String, String> kept = new LinkedHashMap<>(headers);
    kept.keySet().removeIf(name -> !names.test(name.toLowerCase(Locale.ROOT)));
    return kept;
  }

  /**
   * The request as it is sent: Host, User-Agent, Accept (firewalls refuse what has none), what the
   * service says, and nothing else.
   *
   * @param agent the User-Agent where the service names none
   */
  ClassicHttpRequest request(String agent) {
    ClassicHttpRequest request = new BasicClassicHttpRequest(method, path);
    request.setHeader("Host", authority());
    request.setHeader("User-Agent", agent);
    request.setHeader("Accept", "*/*");
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
}
