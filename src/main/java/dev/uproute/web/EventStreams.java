package dev.uproute.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Server-sent events at {@code /events}, by which open pages learn that there are newer ones. Keeps
 * the streams that are open; thread-safe.
 *
 * <ol>
 *   <li>There are {@value #MOST} streams at most; one more is answered 503.
 *   <li>A reader that leaves more than {@value #BUFFER} bytes unread is disconnected: it asks again
 *       and takes the newest pages, so nothing is kept for it.
 *   <li>While somebody reads, a comment every half a minute keeps proxies from giving up.
 * </ol>
 */
public final class EventStreams implements Mountable {
  static final int MOST = 200;
  private static final int BUFFER = 4096;
  private static final long PAUSE = TimeUnit.SECONDS.toMillis(30);

  private final Set<RoutingContext> open = new HashSet<>();

  /** No timer yet: those of Vert.x count from 0. */
  private long timer = -1;

  @Override
  public void mount(Router router, ConnectionLimits connections) {
    router.get("/events").order(0).handler(request -> open(request, connections));
  }

  private void open(RoutingContext request, ConnectionLimits connections) {
    if (!add(request)) {
      Answers.refuse(request, 503, "too many pages are open");
      return;
    }
    request.addEndHandler(_ -> remove(request));
    connections.keepOpen(request);
    request
        .response()
        .setChunked(true)
        .setWriteQueueMaxSize(BUFFER)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        // nginx would wait until a buffer is full
        .putHeader("X-Accel-Buffering", "no")
        .write("retry: 3000\n\n");
  }

  private synchronized boolean add(RoutingContext request) {
    if (open.size() >= MOST) {
      return false;
    }
    open.add(request);
    if (timer < 0) {
      timer = request.vertx().setPeriodic(PAUSE, _ -> send(":\n\n"));
    }
    return true;
  }

  private synchronized void remove(RoutingContext request) {
    open.remove(request);
    if (open.isEmpty() && timer >= 0) {
      request.vertx().cancelTimer(timer);
      timer = -1;
    }
  }

  /** Tells everybody who reads that pages have changed. */
  public void publish() {
    send("event: pages\ndata: changed\n\n");
  }

  /** On the loop of the connections, one after the other. */
  private void send(String text) {
    List<RoutingContext> readers = readers();
    if (!readers.isEmpty()) {
      Vertx vertx = readers.getFirst().vertx();
      vertx.runOnContext(_ -> readers.forEach(each -> write(each, text)));
    }
  }

  synchronized int count() {
    return open.size();
  }

  private synchronized List<RoutingContext> readers() {
    return List.copyOf(open);
  }

  private static void write(RoutingContext reader, String text) {
    HttpServerResponse response = reader.response();
    if (response.closed()) {
      return;
    }
    if (response.writeQueueFull()) {
      ConnectionLimits.drop(reader.request().connection());
    } else {
      response.write(text);
    }
  }
}
