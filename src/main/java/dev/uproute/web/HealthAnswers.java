package dev.uproute.web;

import dev.uproute.health.Health;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers {@code /health} and {@code /ready} for orchestrators: 200 or 503, with a word and no
 * detail. Not by a Camel route, whose threads may be what stands still; on the loop of the
 * connections, as nothing is waited for. Immutable.
 */
public final class HealthAnswers implements Mountable {
  private final Health health;

  public HealthAnswers(Health health) {
    this.health = health;
  }

  @Override
  public void mount(Router router, ConnectionLimits connections) {
    mount(router);
  }

  void mount(Router router) {
    reading(router, "/health").handler(this::health);
    reading(router, "/ready").handler(this::ready);
  }

  static Route reading(Router router, String path) {
    return router.route(path).method(HttpMethod.GET).method(HttpMethod.HEAD).order(0);
  }

  private void health(RoutingContext request) {
    Health.Word word = health.word();
    answer(request, word != Health.Word.DOWN, "{\"status\":\"" + word + "\"}");
  }

  private void ready(RoutingContext request) {
    String reason = health.notReady();
    answer(
        request,
        reason == null,
        reason == null
            ? "{\"status\":\"UP\"}"
            : "{\"status\":\"DOWN\",\"reason\":\"" + reason + "\"}");
  }

  static void answer(RoutingContext request, boolean well, String json) {
    request
        .response()
        .setStatusCode(well ? 200 : 503)
        .putHeader("Content-Type", "application/json")
        .putHeader("Cache-Control", "no-store")
        .end(json + "\n");
  }
}
