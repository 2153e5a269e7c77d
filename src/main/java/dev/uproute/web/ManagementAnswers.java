package dev.uproute.web;

import dev.uproute.health.Health;
import dev.uproute.health.HealthDetails;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/**
 * Answers {@code /health} with details, for whoever may see them, and as {@link HealthAnswers} do.
 * Immutable.
 */
public final class ManagementAnswers implements Managed {
  private final Health health;
  private final HealthDetails details;

  public ManagementAnswers(Health health, HealthDetails details) {
    this.health = health;
    this.details = details;
  }

  @Override
  public void mount(Router router) {
    HealthAnswers.reading(router, "/health").handler(this::details);
    new HealthAnswers(health).mount(router);
  }

  private void details(RoutingContext request) {
    if (!ManagementServer.trusts(request)) {
      request.next();
      return;
    }
    boolean well = health.word() != Health.Word.DOWN;
    // on a thread of its own: it may wait for the database
    request
        .vertx()
        .executeBlocking(details::json)
        .onSuccess(json -> HealthAnswers.answer(request, well, json))
        .onFailure(request::fail);
  }
}
