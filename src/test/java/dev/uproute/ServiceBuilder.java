package dev.uproute;

import dev.uproute.check.Attempt;
import dev.uproute.service.Expect;
import dev.uproute.service.Expression;
import dev.uproute.service.Objective;
import dev.uproute.service.Policy;
import dev.uproute.service.Request;
import dev.uproute.service.Service;
import dev.uproute.service.Statuses;
import dev.uproute.service.Target;
import dev.uproute.service.Timing;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes the services of tests: each has the defaults of the program, changed step by step to what a
 * test needs. What is to be checked for real has short times.
 */
public final class ServiceBuilder {
  public String id = "it";
  public String name = "It";
  public String site = "default";
  public String source = "file";
  public boolean enabled = true;
  public boolean visible = true;
  public Service.Role role = Service.Role.CORE;
  public Service.Zone zone = Service.Zone.LOCAL;
  public Map<String, String> tags = Map.of();
  public Duration keep;
  public List<Service.Detail> show;

  public String type;
  public Target target;
  public Duration interval = Duration.ofSeconds(60);

  /** For targets that do not answer. */
  public static final Duration SHORT = Duration.ofMillis(400);

  public Duration timeout = Duration.ofSeconds(10);
  public Duration connectTimeout;
  public Duration readTimeout;
  public int retries;
  public Duration retryDelay = Duration.ofSeconds(1);
  public String method = "GET";
  public final Map<String, String> sent = new HashMap<>();
  public String body;
  public String authorization;
  public boolean followRedirects = true;
  public boolean verify = true;
  public boolean legacyTls;
  public byte[] send;
  public String fallback = "none";
  public Map<String, String> environment = Map.of();
  public Statuses httpStatus = range(200, 399);
  public Statuses degradedStatus = Statuses.NONE;
  public String bodyContains;
  public Expression bodyMatches;
  public List<Expect.JsonTest> json = List.of();
  public Map<String, String> headers = Map.of();
  public Duration slowerThan;
  public boolean degradedIsOnline = true;
  public List<String> bot = List.of();
  public Expect.HostLimits limits;
  public Expect.HeartbeatPeriod rhythm;

  public Policy policy = new Policy(1, 1, 3, null, List.of(30, 14, 7));
  public List<String> dependsOn = List.of();
  public List<String> channels;
  public Objective objective;
  public String escalation;

  private ServiceBuilder(String type, Target target) {
    this.type = type;
    this.target = target;
  }

  /** One that nobody checks: its results are written by the test. */
  public static ServiceBuilder named(String id) {
    Target target = new Target("http://127.0.0.1/", "127.0.0.1", 80);
    ServiceBuilder builder = new ServiceBuilder("http", target);
    builder.id = id;
    builder.name = id;
    return builder;
  }

  private static ServiceBuilder checked(String type, Target target) {
    ServiceBuilder builder = new ServiceBuilder(type, target);
    // far above what an answer on this machine takes, however loaded it is
    builder.timeout = Duration.ofSeconds(20);
    builder.retryDelay = Duration.ofMillis(10);
    return builder;
  }

  public static ServiceBuilder url(String url) {
    URI uri = URI.create(url);
    String scheme = uri.getScheme();
    int port = uri.getPort();
    if (port == -1) {
      port = Map.of("http", 80, "https", 443, "dns", 53, "tls", 443).getOrDefault(scheme, -1);
    }
    String host = uri.getHost().replaceAll("[\\[\\]]", "");
    return checked(typeOf(scheme), new Target(url, host, port));
  }

  /** As {@link #url}, of hosts that java.net.URI refuses. */
  public static ServiceBuilder to(String scheme, String host, int port, String path) {
    String url = scheme + "://" + host + ":" + port + path;
    return checked(typeOf(scheme), new Target(url, host, port));
  }

  private static String typeOf(String scheme) {
    return scheme.equals("https") ? "http" : scheme;
  }

  public static ServiceBuilder type(String type) {
    return checked(type, new Target(type + ":", null, -1));
  }

  public static ServiceBuilder heartbeat(String token) {
    return checked("heartbeat", new Target("heartbeat://" + token, null, -1));
  }

  public static ServiceBuilder endpoint(String uri) {
    return checked("camel", new Target(uri, null, -1));
  }

  public static ServiceBuilder command(String command) {
    return checked("exec", new Target("exec:" + command, null, -1));
  }

  public static Statuses range(int from, int to) {
    return new Statuses(List.of(new Statuses.Range(from, to)));
  }

  /** This builder, changed. */
  public ServiceBuilder with(Consumer<ServiceBuilder> change) {
    change.accept(this);
    return this;
  }

  public Service service() {
    return new Service(
        new Service.Identity(id, name, site, null),
        new Service.Listing(source, enabled, visible, role, zone, tags, keep, show),
        new Service.Check(
            type,
            target,
            new Timing(interval, timeout, connectTimeout, readTimeout, retries, retryDelay),
            request(),
            expect()),
        new Service.Alerting(policy, dependsOn, channels, objective, escalation));
  }

  /** The attempt a probe is handed when it is tested without its route. */
  public Attempt attempt() {
    return Attempt.none(service(), Instant.now()).next();
  }

  private Request request() {
    return new Request(
        method,
        sent,
        body,
        authorization,
        followRedirects,
        verify,
        legacyTls,
        send,
        fallback,
        environment);
  }

  private Expect expect() {
    return new Expect(
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
        rhythm);
  }
}
