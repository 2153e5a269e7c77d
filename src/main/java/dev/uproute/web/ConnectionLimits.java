package dev.uproute.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Who may be connected to the HTTP port, and for how long. Keeps the connections that are open;
 * thread-safe.
 *
 * <ol>
 *   <li>A request has to come whole within a limit, from the time of connecting or of the answer
 *       before; then the connection is closed.
 *   <li>When an address, or all together, have as many connections as they may, the one that has
 *       kept its request back for the longest time, more than a second, makes room.
 *   <li>When there is none, the new one is answered 503, and not taken at all when as many more
 *       wait for that.
 * </ol>
 */
final class ConnectionLimits {
  /** Whoever sends its request at once is never closed to make room. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

  private final Vertx vertx;
  private final Limits limits;
  private final Map<HttpConnection, Open> open = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  /** How many of those that are open are not surplus. */
  private int regulars;

  /**
   * How much is allowed.
   *
   * @param all connections at once
   * @param each connections of one address at once
   * @param request until the first request has come whole
   * @param idle until the next one has
   */
  record Limits(int all, int each, Duration request, Duration idle) {}

  /** One connection. Guarded by the object around it. */
  private static final class Open {
    private final String address;
    private final boolean surplus;
    private long since = System.nanoTime();

    /** No timer yet: those of Vert.x count from 0. */
    private long timer = -1;

    private Open(String address, boolean surplus) {
      this.address = address;
      this.surplus = surplus;
    }
  }

  ConnectionLimits(Vertx vertx, Limits limits) {
    this.vertx = vertx;
    this.limits = limits;
  }

  /** Takes a new connection. */
  synchronized void opened(HttpConnection connection) {
    if (connection.remoteAddress() == null) {
      connection.close();
      return;
    }
    String address = connection.remoteAddress().hostAddress();
    boolean regular = room(address);
    if (!regular && open.size() - regulars >= limits.all()) {
      connection.close();
      return;
    }
    if (regular) {
      regulars++;
      counts.merge(address, 1, Integer::sum);
    }
    Open now = new Open(address, !regular);
    open.put(connection, now);
    connection.closeHandler(_ -> closed(connection));
    watch(connection, now, limits.request());
  }

  private boolean room(String address) {
    if (counts.getOrDefault(address, 0) >= limits.each()) {
      return closeLongest(each -> each.address.equals(address));
    }
    return regulars < limits.all() || closeLongest(_ -> true);
  }

  /** Closes the one of these that has waited longest; false when none has waited long. */
  private boolean closeLongest(Predicate<Open> which) {
    HttpConnection longest = null;
    long since = System.nanoTime() - PATIENCE;
    for (Map.Entry<HttpConnection, Open> each : open.entrySet()) {
      Open one = each.getValue();
      if (!one.surplus && which.test(one) && one.since - since < 0) {
        longest = each.getKey();
        since = one.since;
      }
    }
    if (longest == null) {
      return false;
    }
    closed(longest);
    longest.close();
    return true;
  }

  private void watch(HttpConnection connection, Open now, Duration limit) {
    vertx.cancelTimer(now.timer);
    now.timer = vertx.setTimer(limit.toMillis(), _ -> connection.close());
  }

  private synchronized void closed(HttpConnection connection) {
    Open gone = open.remove(connection);
    if (gone == null) {
      return;
    }
    vertx.cancelTimer(gone.timer);
    if (!gone.surplus) {
      regulars--;
      counts.computeIfPresent(gone.address, (_, n) -> n == 1 ? null : n - 1);
    }
  }

  /** Lets a request pass, or answers that there are too many. */
  void requested(RoutingContext request) {
    if (surplus(request.request().connection())) {
      request
          .response()
          .setStatusCode(503)
          .putHeader("Retry-After", "1")
          .putHeader("Connection", "close")
          .end("too many connections\n");
      return;
    }
    request.addEndHandler(_ -> answered(request.request().connection()));
    request.next();
  }

  private synchronized boolean surplus(HttpConnection connection) {
    Open now = open.get(connection);
    return now != null && now.surplus;
  }

  private synchronized void answered(HttpConnection connection) {
    Open now = open.get(connection);
    if (now != null) {
      now.since = System.nanoTime();
      watch(connection, now, limits.idle());
    }
  }
}
