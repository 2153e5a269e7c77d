package dev.uproute.web;

import dev.uproute.text.CommaList;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.nio.file.Path;
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

  private final CamelContext camel;
  private final ListenAddress address;

  /**
   * @param camel whose routes run
   */
  public WebServer(CamelContext camel) {
    this.camel = camel;
    address =
        new ListenAddress("uproute.http.", setting("host"), Integer.parseInt(setting("port")));
  }

  /**
   * Asked before anything runs.
   *
   * @throws IllegalStateException when the port is taken, or the address is not of this machine
   * @throws IOException when the addresses of this machine cannot be listed
   */
  public void free() throws IOException {
    address.free();
  }

  /**
   * Listens.
   *
   * @throws Exception when the port is taken, or a route cannot be started
   */
  public void open() throws Exception {
    free();
    Bounds bounds = new Bounds(camel);
    TrustedProxies proxies = bounds.proxies();
    VertxServer server = new VertxServer(configuration(), bounds.limits(), proxies);
    camel.addService(server, true, true);
    mount(server.router(), server.connections(), bounds.edge(proxies));
    for (Route route : camel.getRoutes()) {
      if (PatternHelper.matchPatterns(route.getEndpoint().getEndpointUri(), HELD)
          && !off(camel, route)) {
        camel.getRouteController().startRoute(route.getRouteId());
      }
    }
    LOG.info("Uproute listens at {}", address.url(server.listen()));
  }

  /**
   * The same once the port is free, in a thread of its own: another instance on this machine, from
   * which this one took over, may have it for a while.
   */
  public void openWhenFree() {
    address.whenFree(camel, this::open);
  }

  /** Whether a route that is new runs at once: one that begins here, when the server is open. */
  public static boolean starts(CamelContext camel, Route route) {
    boolean here = PatternHelper.matchPatterns(route.getEndpoint().getEndpointUri(), HELD);
    return !off(camel, route) && (!here || camel.hasService(VertxServer.class) != null);
  }

  /** Whether it, or a setting of Camel, says that it is not to start. */
  private static boolean off(CamelContext camel, Route route) {
    String[] patterns =
        CommaList.of(camel.getAutoStartupExcludePattern()).stream()
            .filter(each -> !List.of(HELD).contains(each))
            .toArray(String[]::new);
    return !route.isAutoStartup() || PatternHelper.matchPatterns(route.getRouteId(), patterns);
  }

  /** In the order in which a request passes them; routes of Camel come before the pages. */
  private void mount(Router router, ConnectionLimits connections, Edge edge) {
    router.route().order(-4).handler(new SubPath(setting("path"))::strip);
    router.route().order(-3).handler(connections::requested);
    router.route().order(-2).handler(edge::judge);
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

  private VertxPlatformHttpServerConfiguration configuration() {
    VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
    server.setServerType("server");
    server.setBindHost(address.host());
    server.setBindPort(address.port());
    // never another one: a path here would let requests past authentication
    server.setPath("/");
    server.setMaxBodySize(Bodies.SMALL);
    server.getBodyHandler().setHandleFileUploads(false);
    // by its port Camel's routes find the router
    camel.getRegistry().bind("httpServerConfiguration", server);
    return server;
  }

  private String setting(String key) {
    return camel.resolvePropertyPlaceholders("{{uproute.http." + key + "}}");
  }
}
