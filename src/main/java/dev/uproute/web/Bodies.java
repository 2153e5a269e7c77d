package dev.uproute.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How much of what callers send is read into memory: a little, and below {@code /api/} and {@code
 * /agent/} a whole document, but not many of these at once. Counts them; thread-safe.
 */
final class Bodies {
  /** Bytes of a body that nobody reads. */
  static final long SMALL = 10_240;

  /** Bytes of a document. */
  private static final long LARGE = 262_144;

  /** So many documents take 8 MB. */
  private static final int AT_ONCE = 32;

  private static final Set<HttpMethod> WITHOUT = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final BodyHandler documents = BodyHandler.create(false).setBodyLimit(LARGE);
  private final AtomicInteger reading = new AtomicInteger();

  void read(RoutingContext request) {
    if (!Edge.documents(request) || WITHOUT.contains(request.request().method())) {
      request.next();
    } else if (reading.incrementAndGet() > AT_ONCE) {
      reading.decrementAndGet();
      Answers.refuse(request, 503, "too many requests with a body at once; try again");
    } else {
      request.addEndHandler(_ -> reading.decrementAndGet());
      documents.handle(request);
    }
  }
}
