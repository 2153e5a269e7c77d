package dev.uproute.web;

import dev.uproute.text.CommaList;
import dev.uproute.text.Durations;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.support.PatternHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server of the program: routes that begin with {@code platform-http:}, each {@link
 * Mountable}, and the status pages, all behind the {@link Edge}. It opens once, when everything
 * behind it runs. For one thread.
 */
public final class WebServer {
  /** Routes that do not start with the others but with the server, as Camel's patterns. */
  public static final String ROUTES = "platform-http:*,rest:*";

  /** No page is below the API, so no method is refused there because pages are only read. */
  private static final String PAGES = "(?!/api/).*";

  private static final String[] HELD = ROUTES.split(",");
  private static final Logger LOG = LoggerFactory.getLogger("Uproute");
  private static final Duration PAUSE = Duration.ofSeconds(1);

  private final CamelContext camel;
  private final String host;
  private final int port;

  /**
   * @param camel whose routes run
   */
  public WebServer(CamelContext camel) {
    this.camel = camel;
    host = setting("host");
    port = Integer.parseInt(setting("port"));
  }

  /** Somebody else listens there, or the address is not there. */
  private static final class CannotListen extends IllegalStateException {
    private CannotListen(String message, IOException cause) {
      super(message, cause);
    }
  }

  /**
   * Asked before anything runs, because Camel goes on without a server when it cannot listen.
   *
   * @throws IllegalStateException when the port is taken, or the address is not of this machine
   */
  public void free() throws SocketException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      if (!ofThisMachine()) {
        throw new CannotListen(
            "uproute.http.host: "
                + host
                + " is no address of this machine; 127.0.0.1 is, and 0.0.0.0 stands for all it has",
            e);
      }
      throw new CannotListen(
          "uproute.http.port: "
              + port
              + " at "
              + host
              + " cannot be listened on: "
              + e.getMessage()
              + "; set uproute.http.port to a free one",
          e);
    }
  }

  private boolean ofThisMachine() throws SocketException {
    InetAddress address = InetAddress.ofLiteral(host);
    return address.isAnyLocalAddress() || NetworkInterface.getByInetAddress(address) != null;
  }

  /**
   * Listens.
   *
   * @throws Exception when the port is taken, or a route cannot be started
   */
  public void open() throws Exception {
    free();
    TrustedProxies proxies = TrustedProxies.of(setting("trusted-proxies"));
    VertxServer server = new VertxServer(configuration(), limits(), proxies);
    camel.addService(server, true, true);
    mount(server.router(), server.connections(), proxies);
    for (Route route : camel.getRoutes()) {
      if (PatternHelper.matchPatterns(route.getEndpoint().getEndpointUri(), HELD) && !off(route)) {
        camel.getRouteController().startRoute(route.getRouteId());
      }
    }
    LOG.info("Uproute listens at {}", address(server.listen()));
  }

  /**
   * The same once the port is free, in a thread of its own: another instance on this machine, from
   * which this one took over, may have it for a while.
   */
  public void openWhenFree() {
    Thread.ofVirtual().name("http-port").start(this::tryToOpen);
  }

  private void tryToOpen() {
    try {
      for (boolean first = true; !camel.isStopping() && !camel.isStopped(); first = false) {
        try {
          open();
          return;
        } catch (CannotListen e) {
          if (first) {
            LOG.warn("{}. Tried again every second", e.getMessage());
          }
          Thread.sleep(PAUSE);
        }
      }
    } catch (Exception e) {
      LOG.error("The HTTP server cannot be opened: {}", e.getMessage(), e);
    }
  }

  /** Whether it, or a setting of Camel, says that it is not to start. */
  private boolean off(Route route) {
    String[] patterns =
        CommaList.of(camel.getAutoStartupExcludePattern()).stream()
            .filter(each -> !List.of(HELD).contains(each))
            .toArray(String[]::new);
    return !route.isAutoStartup() || PatternHelper.matchPatterns(route.getRouteId(), patterns);
  }

  /** In the order in which a request passes them; routes of Camel come before the pages. */
  private void mount(Router router, ConnectionLimits connections, TrustedProxies proxies) {
    router.route().order(-4).handler(new SubPath(setting("path"))::strip);
    router.route().order(-3).handler(connections::requested);
    router.route().order(-2).handler(edge(proxies)::judge);
    router.route().order(-1).handler(new Bodies()::read);
    camel
        .getRegistry()
        .findByType(Mountable.class)
        .forEach(each -> each.mount(router, connections));
    if (CommaList.of(camel.resolvePropertyPlaceholders("{{uproute.summary.to}}"))
        .contains("site")) {
      Path folder = Path.of(camel.resolvePropertyPlaceholders("{{uproute.site.dir}}"));
      router
          .routeWithRegex(PAGES)
          .method(HttpMethod.GET)
          .method(HttpMethod.HEAD)
          .order(Integer.MAX_VALUE)
          .handler(new SiteFiles(folder)::serve);
    }
    boolean writes =
        !camel.resolvePropertyPlaceholders("{{uproute.api.token:none}}").equals("none");
    Answers.forFailures(router, camel::isStopping, writes);
  }

  private Edge edge(TrustedProxies proxies) {
    return new Edge(
        new HostCheck(setting("hosts")),
        proxies,
        new RequestRate(Integer.parseInt(setting("max-requests-per-second")), System::nanoTime),
        new RequestRate(Integer.parseInt(setting("max-writes-per-second")), System::nanoTime));
  }

  private VertxPlatformHttpServerConfiguration configuration() {
    VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
    server.setServerType("server");
    server.setBindHost(host);
    server.setBindPort(port);
    // never another one: a path here would let requests past authentication
    server.setPath("/");
    server.setMaxBodySize(Bodies.SMALL);
    server.getBodyHandler().setHandleFileUploads(false);
    // by its port Camel's routes find the router
    camel.getRegistry().bind("httpServerConfiguration", server);
    return server;
  }

  private ConnectionLimits.Limits limits() {
    return new ConnectionLimits.Limits(
        Integer.parseInt(setting("max-connections")),
        Integer.parseInt(setting("max-connections-per-address")),
        Durations.parse(setting("request-timeout")),
        Durations.parse(setting("idle-timeout")),
        Durations.parse(setting("answer-timeout")));
  }

  private String address(int opened) {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + opened + "/";
  }

  private String setting(String key) {
    return camel.resolvePropertyPlaceholders("{{uproute.http." + key + "}}");
  }
}
