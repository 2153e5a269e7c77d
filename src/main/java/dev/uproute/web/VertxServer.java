package dev.uproute.web;

import dev.uproute.text.Deadline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/**
 * Camel's HTTP server with limits on its connections, for which its own has no place, and which
 * listens only when it is told to. Started and stopped by Camel.
 */
final class VertxServer extends VertxPlatformHttpServer {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final ConnectionLimits.Limits limits;
  private final TrustedProxies proxies;
  private ConnectionLimits connections;
  private HttpServer server;

  VertxServer(
      VertxPlatformHttpServerConfiguration configuration,
      ConnectionLimits.Limits limits,
      TrustedProxies proxies) {
    super(configuration);
    this.limits = limits;
    this.proxies = proxies;
  }

  @Override
  public HttpServer getServer() {
    return server;
  }

  @Override
  protected Vertx createVertxInstance() {
    return vertx(10);
  }

  /**
   * All connections are on one loop, and what takes long on a few threads, each with its stack.
   * Nothing is read from the class path; nothing wakes every second.
   */
  static Vertx vertx(int workers) {
    // it asks for no names
    System.setProperty("vertx.disableDnsResolver", "true");
    return Vertx.vertx(
        new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(workers)
            .setBlockedThreadCheckInterval(1)
            .setBlockedThreadCheckIntervalUnit(TimeUnit.MINUTES)
            .setFileSystemOptions(
                new FileSystemOptions()
                    .setClassPathResolvingEnabled(false)
                    .setFileCachingEnabled(false)));
  }

  @Override
  protected void startServer() {
    connections = new ConnectionLimits(getVertx(), limits, proxies);
  }

  ConnectionLimits connections() {
    return connections;
  }

  /** What Camel's routes put their paths on. */
  Router router() {
    return VertxPlatformHttpRouter.lookup(
        getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(getConfigurationPort()));
  }

  /**
   * Listens.
   *
   * @return the port
   */
  int listen() throws Exception {
    server =
        done(
            getVertx()
                .createHttpServer(options())
                .connectionHandler(connections::opened)
                .requestHandler(router())
                .listen(getConfigurationPort(), getHost()));
    return server.actualPort();
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

  static <T> T done(Future<T> work) throws Exception {
    return Deadline.after(LIMIT).await(work.toCompletionStage().toCompletableFuture());
  }
}
