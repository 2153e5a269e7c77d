package dev.uproute.web;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a request is answered that no route takes: one line, or below {@code /api/} a problem. */
final class Answers {
  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  private static final String FAILED = "the server failed; its log says why";

  private static final Map<Integer, String> TEXTS =
      Map.of(
          400, "this request cannot be read",
          404, "there is nothing here",
          405, "this method is not allowed here",
          406, "there is no answer of an accepted type",
          413, "the body is too long",
          415, "this type of body is not accepted here",
          500, FAILED);

  /** Milliseconds. */
  private static final long LINGER = 1000;

  private Answers() {}

  /** Refuses; asks to come again when that may help. What has not come whole comes no further. */
  static void refuse(RoutingContext request, int status, String text) {
    HttpServerResponse response = request.response().setStatusCode(status);
    if (status == 429 || status == 503) {
      response.putHeader("Retry-After", "1");
    }
    if (!request.request().isEnded()) {
      // what is still being sent is not waited for; closed at once, a caller may miss the answer
      response.putHeader("Connection", "close");
      request.vertx().setTimer(LINGER, _ -> request.request().connection().close());
    }
    if (Edge.api(request)) {
      response
          .putHeader("Content-Type", "application/problem+json")
          .end(
              new JsonObject()
                  .put("type", "about:blank")
                  .put("title", response.getStatusMessage())
                  .put("status", status)
                  .put("detail", text)
                  .encode());
    } else {
      response.putHeader("Content-Type", "text/plain; charset=utf-8").end(text + "\n");
    }
  }

  /**
   * For requests that no route takes, and those that fail on their way to one.
   *
   * @param stopping when routes are gone already: who comes then is asked to come again, as curl
   *     does, but not after a 404
   * @param writes whether anybody may change something by the API; else what reads there cannot be
   *     told from what is not there by a method that writes
   */
  static void forFailures(Router router, BooleanSupplier stopping, boolean writes) {
    router.route().order(-5).failureHandler(Answers::failed);
    TEXTS.forEach(
        (status, text) ->
            router.errorHandler(
                status,
                request -> {
                  if (stopping.getAsBoolean()) {
                    refuse(request, 503, "Uproute is being stopped");
                  } else if (status == 405
                      && !writes
                      && Edge.api(request)
                      && !Edge.reads(request)) {
                    refuse(request, 404, TEXTS.get(404));
                  } else {
                    refuse(request, status, text);
                  }
                }));
  }

  /** What callers break off or garble is nothing for the log; what we do is. */
  private static void failed(RoutingContext request) {
    boolean known = request.statusCode() > 0;
    boolean came = request.request().isEnded();
    if (request.response().ended() || request.response().closed()) {
      LOG.debug("A request was broken off", request.failure());
    } else if (known) {
      request.next();
    } else if (came) {
      LOG.error("An answer of the HTTP server failed", request.failure());
      refuse(request, 500, FAILED);
    } else {
      LOG.debug("A request cannot be read", request.failure());
      refuse(request, 400, TEXTS.get(400));
    }
  }
}
