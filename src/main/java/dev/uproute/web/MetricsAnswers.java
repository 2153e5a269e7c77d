package dev.uproute.web;

import dev.uproute.metrics.Metrics;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Answers {@code /metrics} at the management server, as Prometheus asks for it. Immutable. */
public final class MetricsAnswers implements Managed {
  private final Metrics metrics;

  public MetricsAnswers(Metrics metrics) {
    this.metrics = metrics;
  }

  @Override
  public void mount(Router router) {
    HealthAnswers.reading(router, "/metrics").handler(this::metrics);
  }

  private void metrics(RoutingContext request) {
    String accepted = request.request().getHeader("Accept-Encoding");
    boolean compressed = accepted != null && accepted.contains("gzip");
    // on a thread of its own: those of many services take a while
    request
        .vertx()
        .executeBlocking(() -> metrics.page(request.request().getHeader("Accept"), compressed))
        .onSuccess(page -> send(request, page, compressed))
        .onFailure(request::fail);
  }

  private static void send(RoutingContext request, Metrics.Page page, boolean compressed) {
    if (compressed) {
      request.response().putHeader("Content-Encoding", "gzip");
    }
    request
        .response()
        .putHeader("Content-Type", page.type())
        .putHeader("Cache-Control", "no-store")
        .putHeader("Vary", "Accept, Accept-Encoding")
        .end(Buffer.buffer(page.body()));
  }
}
