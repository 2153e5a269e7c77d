package dev.uproute.web;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What every request passes before anything answers it, and what every answer says. Thread-safe.
 *
 * <ol>
 *   <li>Each answer has headers that keep a browser from running, framing or guessing what it is
 *       not meant to.
 *   <li>A request is refused that names no path of ours, another host, or that a page of another
 *       site sends; that comes too fast; whose body is neither JSON nor YAML.
 *   <li>Of the rest the query is renamed, {@code limit} to {@value #QUERY}{@code limit}, so that it
 *       is no header and no part of a path; {@value #CLIENT} says who asks.
 * </ol>
 *
 * Heartbeats pass without the second: whoever has the token may send one from anywhere, as often as
 * wanted. What then becomes a header of a route is up to {@link EdgeHeaders}.
 */
final class Edge {
  /** Before the name of each parameter of the query. */
  static final String QUERY = "query-";

  /** The address a request comes from. */
  static final String CLIENT = "client-address";

  /** The pages allow less, each by its own; theirs names the one style it has. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  /** Pages that are meant for frames of other sites; they have neither forms nor scripts. */
  private static final Pattern FRAMED = Pattern.compile("/embed(\\.html|/[^/]+\\.html)");

  private static final Map<String, String> HEADERS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "X-Content-Type-Options", "nosniff",
          "Referrer-Policy", "no-referrer",
          "Cross-Origin-Opener-Policy", "same-origin");

  /** What some read as a slash, and what ends a name for others. */
  private static final Pattern DISGUISED = Pattern.compile("(?i)%2f|%5c|%00|\\\\");

  private static final Pattern DOCUMENT =
      Pattern.compile(
          "(?i)(application/([a-z-]+\\+)?json|(application|text)/(x-)?yaml)"
              + "(\\s*;\\s*charset=\"?utf-8\"?)?\\s*");

  private static final Set<HttpMethod> READING =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private final HostCheck hosts;
  private final TrustedProxies proxies;
  private final RequestRate requests;
  private final RequestRate writes;

  /**
   * @param requests of an address
   * @param writes those of them that change something
   */
  Edge(HostCheck hosts, TrustedProxies proxies, RequestRate requests, RequestRate writes) {
    this.hosts = hosts;
    this.proxies = proxies;
    this.requests = requests;
    this.writes = writes;
  }

  /** Why a request is refused. */
  private record Refusal(int status, String text) {}

  static boolean api(RoutingContext request) {
    return path(request).startsWith("/api/");
  }

  /** Whether its body may be as long as a document. */
  static boolean documents(RoutingContext request) {
    return api(request) || agent(request);
  }

  private static boolean agent(RoutingContext request) {
    return path(request).startsWith("/agent/");
  }

  static boolean reads(RoutingContext request) {
    return READING.contains(request.request().method());
  }

  /** By which routes are found; empty when it is none. */
  private static String path(RoutingContext request) {
    try {
      return request.normalizedPath();
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  void judge(RoutingContext request) {
    HttpServerResponse response = request.response();
    HEADERS.forEach(response::putHeader);
    if (FRAMED.matcher(path(request)).matches()) {
      response.putHeader(
          "Content-Security-Policy", POLICY.replace("frame-ancestors 'none'", "frame-ancestors *"));
    }
    String client = client(request.request());
    Refusal refusal = path(request).startsWith("/beat/") ? null : refusal(request, client);
    if (refusal != null) {
      Answers.refuse(request, refusal.status(), refusal.text());
      return;
    }
    rename(request, client);
    request.next();
  }

  private String client(HttpServerRequest asked) {
    SocketAddress peer = asked.remoteAddress();
    // null when it is gone already
    return peer == null
        ? "unknown"
        : proxies.client(peer.hostAddress(), asked.getHeader("X-Forwarded-For"));
  }

  private Refusal refusal(RoutingContext request, String client) {
    HttpServerRequest asked = request.request();
    if (!asked.uri().startsWith("/") || path(request).isEmpty()) {
      return new Refusal(400, "a request names a path here, well encoded");
    }
    if (DISGUISED.matcher(path(request)).find()) {
      return new Refusal(404, "there is nothing here");
    }
    Refusal page = page(asked);
    if (page != null) {
      return page;
    }
    boolean reads = reads(request);
    // an agent hands in results every second, and many of them may be behind one address
    boolean write = !reads && !agent(request);
    if (!requests.lets(client) || write && !writes.lets(client)) {
      return new Refusal(429, "too many requests from " + client + "; try again in a second");
    }
    boolean button = path(request).startsWith("/ack/") && !some(asked);
    return reads || button ? null : body(asked, agent(request));
  }

  private Refusal page(HttpServerRequest asked) {
    List<String> named = asked.headers().getAll("Host");
    if (named.size() > 1 || named.isEmpty() && asked.version() != HttpVersion.HTTP_1_0) {
      return new Refusal(400, "a request names one host");
    }
    String host = named.isEmpty() ? "localhost" : named.getFirst();
    if (!hosts.knows(host)) {
      return new Refusal(
          421,
          "this server does not know itself by this host name; uproute.http.hosts lists those under"
              + " which it may be reached");
    }
    String origin = asked.getHeader("Origin");
    return origin == null || hosts.ours(origin, host)
        ? null
        : new Refusal(
            403,
            "requests of pages of other sites are refused; uproute.http.hosts lists names of ours");
  }

  /**
   * @param packed whether a body may be compressed, which its route unpacks within a limit
   */
  private static Refusal body(HttpServerRequest asked, boolean packed) {
    String type = asked.getHeader("Content-Type");
    boolean some = some(asked);
    String encoding = asked.getHeader("Content-Encoding");
    boolean plain =
        encoding == null
            || encoding.toLowerCase(Locale.ROOT).equals("identity")
            || packed && encoding.equals("gzip");
    return plain && (type == null ? !some : DOCUMENT.matcher(type).matches())
        ? null
        : new Refusal(
            415, "a body is application/json or application/yaml, in UTF-8, not compressed");
  }

  /** Whether a body is sent; a form with nothing but a button has none, but says its type. */
  private static boolean some(HttpServerRequest asked) {
    return asked.headers().contains("Transfer-Encoding")
        || !"0".equals(asked.headers().get("Content-Length"))
            && asked.headers().contains("Content-Length");
  }

  private static void rename(RoutingContext request, String client) {
    MultiMap headers = request.request().headers();
    headers.names().stream()
        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(QUERY))
        .toList()
        .forEach(headers::remove);
    headers.set(CLIENT, client);
    MultiMap query = request.queryParams();
    List<Map.Entry<String, String>> parameters = List.copyOf(query.entries());
    query.clear();
    parameters.forEach(each -> query.add(QUERY + each.getKey(), each.getValue()));
  }
}
