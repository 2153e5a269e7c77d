package dev.uproute.check;

import dev.uproute.service.Expect;
import dev.uproute.service.Expression;
import dev.uproute.service.HeartbeatPeriod;
import dev.uproute.service.HostLimits;
import dev.uproute.service.JsonTest;
import dev.uproute.service.Policy;
import dev.uproute.service.Request;
import dev.uproute.service.Role;
import dev.uproute.service.Service;
import dev.uproute.service.Statuses;
import dev.uproute.service.Target;
import dev.uproute.service.Timing;
import dev.uproute.service.Zone;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A service with short times, changed step by step to what a test needs. */
final class Given {
  String id = "it";
  String type;
  String source = "file";
  final Target target;
  Duration interval = Duration.ofSeconds(60);
  Duration timeout = Duration.ofMillis(400);
  Duration connectTimeout;
  Duration readTimeout;
  int retries;
  Duration retryDelay = Duration.ofMillis(10);
  String method = "GET";
  final Map<String, String> sent = new HashMap<>();
  String body;
  String authorization;
  boolean followRedirects = true;
  boolean verify = true;
  boolean legacyTls;
  byte[] send;
  String fallback = "none";
  Statuses httpStatus = range(200, 399);
  Statuses degradedStatus = Statuses.NONE;
  String bodyContains;
  Expression bodyMatches;
  List<JsonTest> json = List.of();
  Map<String, String> headers = Map.of();
  Duration slowerThan;
  boolean degradedIsOnline = true;
  List<String> bot = List.of();
  HostLimits limits;
  HeartbeatPeriod rhythm;
  List<Integer> warnDays = List.of(30, 14, 7);

  private Given(String type, Target target) {
    this.type = type;
    this.target = target;
  }

  static Given url(String url) {
    URI uri = URI.create(url);
    String scheme = uri.getScheme();
    int port = uri.getPort();
    if (port == -1) {
      port = Map.of("http", 80, "https", 443, "dns", 53, "tls", 443).getOrDefault(scheme, -1);
    }
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    String type = scheme.equals("https") ? "http" : scheme;
    return new Given(type, new Target(url, host, port));
  }

  /** As {@link #url}, of hosts that java.net.URI refuses. */
  static Given to(String scheme, String host, int port, String path) {
    String url = scheme + "://" + host + ":" + port + path;
    String type = scheme.equals("https") ? "http" : scheme;
    return new Given(type, new Target(url, host, port));
  }

  static Given type(String type) {
    return new Given(type, new Target(type + ":", null, -1));
  }

  static Given heartbeat(String token) {
    return new Given("heartbeat", new Target("heartbeat://" + token, null, -1));
  }

  static Given endpoint(String uri) {
    return new Given("camel", new Target(uri, null, -1));
  }

  static Statuses range(int from, int to) {
    return new Statuses(List.of(new Statuses.Range(from, to)));
  }

  Service service() {
    return new Service(
        id,
        "It",
        "default",
        Role.CORE,
        Zone.LOCAL,
        type,
        target,
        true,
        source,
        new Timing(interval, timeout, connectTimeout, readTimeout, retries, retryDelay),
        new Request(
            method, sent, body, authorization, followRedirects, verify, legacyTls, send, fallback),
        new Expect(
            httpStatus,
            bodyContains,
            bodyMatches,
            json,
            headers,
            degradedStatus,
            slowerThan,
            degradedIsOnline,
            bot,
            limits,
            rhythm),
        new Policy(1, 1, 3, null, warnDays),
        List.of(),
        null,
        Map.of(),
        true);
  }

  /** The attempt a probe is handed when it is tested without its route. */
  Attempt attempt() {
    return Attempt.none(service(), java.time.Instant.now()).next();
  }
}
