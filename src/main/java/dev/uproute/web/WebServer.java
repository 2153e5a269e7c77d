package dev.uproute.web;

import dev.uproute.text.Deadline;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * Camel's HTTP server with limits on its connections: its own has no place for them. Started and
 * stopped by Camel.
 */
final class WebServer extends VertxPlatformHttpServer {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ConnectionLimits.Limits limits;
  private HttpServer server;

  WebServer(VertxPlatformHttpServerConfiguration configuration, ConnectionLimits.Limits limits) {
    super(configuration);
    this.limits = limits;
  }

  @Override
  public HttpServer getServer() {
    return server;
  }

  @Override
  protected void startServer() throws Exception {
    VertxPlatformHttpRouter router =
        VertxPlatformHttpRouter.lookup(
            getCamelContext(),
            VertxPlatformHttpRouter.getRouterNameFromPort(getConfigurationPort()));
    ConnectionLimits open = new ConnectionLimits(getVertx(), limits);
    router.route().order(-1).handler(open::requested);
    server =
        done(
            getVertx()
                .createHttpServer(options())
                .connectionHandler(open::opened)
                .requestHandler(router)
                .listen(getConfigurationPort(), getHost()));
  }

  /**
   * Without the upgrade to HTTP/2, which would be a connection nobody counts, and which keeps a
   * connection from being counted before its first request is whole.
   */
  static HttpServerOptions options() {
    return new HttpServerOptions().setHttp2ClearTextEnabled(false);
  }

  @Override
  protected void doStop() throws Exception {
    if (server != null) {
      done(server.close());
    }
    done(getVertx().close());
  }

  private static <T> T done(Future<T> work) throws Exception {
    return Deadline.after(LIMIT).await(work.toCompletionStage().toCompletableFuture());
  }
}
