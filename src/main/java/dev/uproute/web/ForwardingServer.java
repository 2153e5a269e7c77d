package dev.uproute.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.OriginRequestProvider;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyResponse;
import java.net.URI;
import java.time.Duration;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of an instance that stands by: it hands each request on to the instance that
 * works, so that pages and API are the same at both. It has the same edge and limits as the server
 * that is opened when this instance takes over. For one thread.
 */
public final class ForwardingServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");
  private static final String FORWARDED = "X-Forwarded-For";
  private static final int THREADS = 2;
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final CamelContext camel;
  private final ListenAddress address;
  private final Supplier<URI> working;
  private Vertx vertx;

  /**
   * @param host an address of this machine
   * @param port 0 = any free one
   * @param working where the instance is that works; null while nobody knows
   */
  public ForwardingServer(CamelContext camel, String host, int port, Supplier<URI> working) {
    this.camel = camel;
    this.address = new ListenAddress("uproute.http.", host, port);
    this.working = working;
  }

  /**
   * Listens.
   *
   * @throws IllegalStateException when the port is taken, or the address is not of this machine
   * @throws Exception when Vert.x fails
   */
  public void open() throws Exception {
    address.free();
    Bounds bounds = new Bounds(camel);
    TrustedProxies proxies = bounds.proxies();
    vertx = VertxServer.vertx(THREADS);
    ConnectionLimits connections = new ConnectionLimits(vertx, bounds.limits(), proxies);
    var server =
        VertxServer.done(
            vertx
                .createHttpServer(VertxServer.options())
                .connectionHandler(connections::opened)
                .requestHandler(router(connections, bounds.edge(proxies)))
                .listen(address.port(), address.host()));
    LOG.info(
        "Uproute listens at {} and hands requests on to the instance that works",
        address.url(server.actualPort()));
  }

  private Router router(ConnectionLimits connections, Edge edge) {
    HttpClientOptions options =
        new HttpClientOptions().setConnectTimeout((int) CONNECT.toMillis()).setMaxPoolSize(100);
    HttpProxy proxy =
        HttpProxy.reverseProxy(vertx.createHttpClient(options))
            .origin(
                OriginRequestProvider.selector(_ -> Future.succeededFuture(origin(working.get()))));
    proxy.addInterceptor(new AsAsked());
    Router router = Router.router(vertx);
    router.route().order(-3).handler(connections::requested);
    router.route().order(-2).handler(edge::judge);
    // an answer without an end, as at the instance that works
    router.get("/events").order(-1).handler(request -> endless(request, connections));
    router.route().handler(request -> forward(request, proxy));
    Answers.forFailures(router, camel::isStopping, true);
    return router;
  }

  private static void endless(RoutingContext request, ConnectionLimits connections) {
    connections.keepOpen(request);
    request.next();
  }

  private void forward(RoutingContext request, HttpProxy proxy) {
    if (working.get() == null) {
      Answers.refuse(request, 503, "no instance works that could be asked");
    } else {
      proxy.handle(request.request());
    }
  }

  /** The instance that works sees the name that was asked for, and who asked. */
  private static final class AsAsked implements ProxyInterceptor {
    @Override
    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
      HttpServerRequest asked = context.request().proxiedRequest();
      String before = asked.getHeader(FORWARDED);
      String peer = asked.remoteAddress().hostAddress();
      context.request().setAuthority(asked.authority());
      context.request().headers().set(FORWARDED, before == null ? peer : before + ", " + peer);
      return context.sendRequest();
    }
  }

  private static SocketAddress origin(URI working) {
    return working == null
        ? SocketAddress.inetSocketAddress(1, "127.0.0.1")
        : SocketAddress.inetSocketAddress(
            working.getPort() < 0 ? 80 : working.getPort(), working.getHost());
  }

  /** Ends all connections; the port is free then. That it does not is logged. */
  @Override
  public void close() {
    try {
      if (vertx != null) {
        VertxServer.done(vertx.close());
      }
    } catch (Exception e) {
      LOG.warn("The server that hands requests on does not end: {}", e.getMessage(), e);
    }
  }
}
