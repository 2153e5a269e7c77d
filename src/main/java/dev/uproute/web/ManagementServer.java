package dev.uproute.web;

import dev.uproute.text.BearerTokens;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A second HTTP server, for whoever operates this one: what is {@link Managed}. It has threads of
 * its own and no route, so that it answers while an instance stands by and when routes stand still.
 * Thread-safe.
 */
public final class ManagementServer implements CamelContextAware {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");

  private static final String PREFIX = "uproute.management.";

  /** Beside the one of its connections. */
  private static final int THREADS = 2;

  /** Says of a request that it may see everything. */
  private static final String TRUSTED = "uproute.trusted";

  /** What orchestrators ask, which have no token; others see a word there and nothing more. */
  private static final Set<String> OPEN = Set.of("/health", "/ready");

  private final boolean off;
  private final ListenAddress address;
  private final BearerTokens tokens;
  private CamelContext camel;
  private Vertx vertx;
  private HttpServer server;

  /**
   * @param settings every setting by its key
   */
  public ManagementServer(Map<String, String> settings) {
    String port = settings.get(PREFIX + "port");
    String host = settings.get(PREFIX + "host");
    off = port.equals("none");
    address = new ListenAddress(PREFIX, host, off ? 0 : Integer.parseInt(port));
    tokens = new BearerTokens(settings.get(PREFIX + "token"));
  }

  @Override
  public CamelContext getCamelContext() {
    return camel;
  }

  @Override
  public void setCamelContext(CamelContext context) {
    camel = context;
  }

  /** Whether a request has shown the token, or there is none; never on another server. */
  static boolean trusts(RoutingContext request) {
    return Boolean.TRUE.equals(request.get(TRUSTED));
  }

  /** As {@link #open}; when that is not possible, most likely because of another instance, not. */
  public void tryToOpen() {
    try {
      open();
    } catch (Exception e) {
      LOG.debug("The management server is not opened yet", e);
    }
  }

  /** As {@link #open}, once the port is free. */
  public void openWhenFree() {
    address.whenFree(camel, this::open);
  }

  /**
   * Listens, unless it does already, or is not to.
   *
   * @throws IllegalStateException when the port is taken, or the address is not of this machine
   * @throws Exception when Vert.x fails
   */
  public synchronized void open() throws Exception {
    if (off || server != null) {
      return;
    }
    address.free();
    Bounds bounds = new Bounds(camel);
    TrustedProxies proxies = bounds.proxies();
    vertx = VertxServer.vertx(THREADS);
    ConnectionLimits connections = new ConnectionLimits(vertx, bounds.limits(), proxies);
    server =
        VertxServer.done(
            vertx
                .createHttpServer(VertxServer.options())
                .connectionHandler(connections::opened)
                .requestHandler(router(connections, bounds.edge(proxies)))
                .listen(address.port(), address.host()));
    LOG.info("Management listens at {}", address.url(server.actualPort()));
  }

  private Router router(ConnectionLimits connections, Edge edge) {
    Router router = Router.router(vertx);
    router.route().order(-4).handler(connections::requested);
    router.route().order(-2).handler(edge::judge);
    router.route().order(-1).handler(this::authorize);
    camel.getRegistry().findByType(Managed.class).forEach(each -> each.mount(router));
    Answers.forFailures(router, camel::isStopping, false);
    return router;
  }

  private void authorize(RoutingContext request) {
    String shown = request.request().getHeader("Authorization");
    boolean trusted = tokens.none() || tokens.shown(shown);
    request.put(TRUSTED, trusted);
    if (trusted || shown == null && OPEN.contains(request.normalizedPath())) {
      request.next();
    } else {
      request.response().putHeader("WWW-Authenticate", "Bearer");
      Answers.refuse(request, 401, "uproute.management.token is wanted, as a bearer token");
    }
  }

  /** The port it listens at; for tests, which ask for any free one. */
  synchronized int port() {
    return server.actualPort();
  }

  /** Called when the program stops. */
  public synchronized void close() throws Exception {
    if (vertx != null) {
      VertxServer.done(vertx.close());
    }
  }
}
