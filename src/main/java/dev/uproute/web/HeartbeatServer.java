package dev.uproute.web;

import dev.uproute.service.CheckType;
import dev.uproute.service.Service;
import dev.uproute.text.Durations;
import io.vertx.ext.web.Route;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP server and the routes behind it. They cost memory, so both are started with the first
 * service that needs them; until then no port is open. Not for use by several threads at once:
 * lists come one after the other.
 */
public final class HeartbeatServer {
  /** The route file that comes with the server. */
  public static final String ROUTES = "heartbeat";

  private static final Logger LOG = LoggerFactory.getLogger(HeartbeatServer.class);

  /** Nothing anybody sends here is read. */
  private static final long BODY = 10_240;

  private final Supplier<CamelContext> context;
  private final String location;
  private CamelContext camel;
  private boolean open;
  private List<Service> waiting;

  /**
   * @param context asked for when there is something to open
   * @param location of the file {@link #ROUTES}
   */
  public HeartbeatServer(Supplier<CamelContext> context, String location) {
    this.context = context;
    this.location = location;
  }

  /**
   * Opens for a list that needs it.
   *
   * @throws Exception when the port is taken, or the routes are wrong
   */
  public void openFor(List<Service> services) throws Exception {
    if (open || services.stream().noneMatch(s -> s.enabled() && CheckType.HEARTBEAT.of(s))) {
      return;
    }
    camel = context.get();
    String host = setting("uproute.http.host");
    int port = Integer.parseInt(setting("uproute.http.port"));
    free(host, port);
    camel.addService(server(host, port), true, true);
    // who comes before the routes are there is asked to come again: curl does, but not after a 404
    String name = VertxPlatformHttpRouter.getRouterNameFromPort(port);
    Route later =
        VertxPlatformHttpRouter.lookup(camel, name)
            .route()
            .handler(request -> request.response().setStatusCode(503).end());
    Resource file = PluginHelper.getResourceLoader(camel).resolveResource(location);
    PluginHelper.getRoutesLoader(camel).loadRoutes(file);
    later.remove();
    open = true;
    LOG.info("Heartbeats are received at http://{}:{}/beat/", host, port);
  }

  /**
   * As {@link #openFor} once the port is free: another instance on this machine, from which this
   * one took over, may have it for a while.
   */
  public void openWhenFree(List<Service> services) throws Exception {
    boolean first = waiting == null;
    waiting = services;
    try {
      openFor(services);
      waiting = null;
    } catch (PortTaken e) {
      if (first) {
        LOG.warn("{}. Tried again every second", e.getMessage());
      }
    }
  }

  /** Opens what waits for its port. */
  public void openWaiting() throws Exception {
    if (waiting != null) {
      openWhenFree(waiting);
    }
  }

  /** Somebody else listens there. */
  private static final class PortTaken extends IllegalStateException {
    private PortTaken(String message, IOException cause) {
      super(message, cause);
    }
  }

  private WebServer server(String host, int port) {
    VertxPlatformHttpServerConfiguration server = new VertxPlatformHttpServerConfiguration();
    server.setServerType("server");
    server.setBindHost(host);
    server.setBindPort(port);
    // never another one: a path here would let requests past authentication
    server.setPath("/");
    server.setMaxBodySize(BODY);
    server.getBodyHandler().setHandleFileUploads(false);
    return new WebServer(server, limits());
  }

  private ConnectionLimits.Limits limits() {
    return new ConnectionLimits.Limits(
        Integer.parseInt(setting("uproute.http.max-connections")),
        Integer.parseInt(setting("uproute.http.max-connections-per-address")),
        Durations.parse(setting("uproute.http.request-timeout")),
        Durations.parse(setting("uproute.http.idle-timeout")));
  }

  /** Asked first, because Camel goes on without a server when the port is taken. */
  private static void free(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port));
    } catch (IOException e) {
      throw new PortTaken(
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

  private String setting(String key) {
    return camel.resolvePropertyPlaceholders("{{" + key + "}}");
  }
}
