package dev.uproute.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
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
 *       before, and its answer has to be taken within another; then the connection is closed.
 *   <li>When an address, or all together, have as many connections as they may, the one that has
 *       kept its request back, or not taken its answer, for the longest time, more than a second,
 *       makes room. Those of trusted proxies are many addresses in one.
 *   <li>When there is none, the new one is answered 503, and not taken at all when as many more
 *       wait for that.
 *   <li>An answer that is to {@link #keepOpen stay open} is bounded by whoever gives it.
 * </ol>
 */
public final class ConnectionLimits {
  /** Whoever sends its request at once is never closed to make room. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(1);

  private final Vertx vertx;
  private final Limits limits;
  private final TrustedProxies proxies;
  private final Map<HttpConnection, OpenConnection> open = new LinkedHashMap<>();
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
   * @param answer until the answer has gone whole, from the end of one of these on
   */
  record Limits(int all, int each, Duration request, Duration idle, Duration answer) {}

  ConnectionLimits(Vertx vertx, Limits limits, TrustedProxies proxies) {
    this.vertx = vertx;
    this.limits = limits;
    this.proxies = proxies;
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
    OpenConnection now = new OpenConnection(address, !regular);
    open.put(connection, now);
    connection.closeHandler(_ -> closed(connection));
    watch(connection, now, limits.request());
  }

  private boolean room(String address) {
    if (counts.getOrDefault(address, 0) >= limits.each() && !proxies.trusts(address)) {
      return closeLongest(each -> each.address().equals(address));
    }
    return regulars < limits.all() || closeLongest(_ -> true);
  }

  /** Closes the one of these that has waited longest; false when none has waited long. */
  private boolean closeLongest(Predicate<OpenConnection> which) {
    HttpConnection longest = null;
    long since = System.nanoTime() - PATIENCE;
    for (Map.Entry<HttpConnection, OpenConnection> each : open.entrySet()) {
      OpenConnection one = each.getValue();
      if (one.waitsSinceBefore(since) && which.test(one)) {
        longest = each.getKey();
        since = one.since();
      }
    }
    if (longest == null) {
      return false;
    }
    closed(longest);
    drop(longest);
    return true;
  }

  private void watch(HttpConnection connection, OpenConnection now, Duration limit) {
    vertx.cancelTimer(now.timer());
    now.timer(vertx.setTimer(limit.toMillis(), _ -> expired(connection)));
  }

  private synchronized void expired(HttpConnection connection) {
    OpenConnection late = open.get(connection);
    if (late != null && late.getsTimeForAnswer()) {
      watch(connection, late, limits.answer());
    } else {
      drop(connection);
    }
  }

  /** Closes it although it does not take what was written, for which {@code close()} waits. */
  static void drop(HttpConnection connection) {
    ((ConnectionBase) connection).channelHandlerContext().close();
  }

  private synchronized void closed(HttpConnection connection) {
    OpenConnection gone = open.remove(connection);
    if (gone == null) {
      return;
    }
    vertx.cancelTimer(gone.timer());
    if (!gone.surplus()) {
      regulars--;
      counts.computeIfPresent(gone.address(), (_, n) -> n == 1 ? null : n - 1);
    }
  }

  /** Lets a request pass, or answers that there are too many. */
  void requested(RoutingContext request) {
    if (surplus(request.request())) {
      request.response().putHeader("Connection", "close");
      Answers.refuse(request, 503, "too many connections");
      return;
    }
    request.addEndHandler(_ -> answered(request.request().connection()));
    request.next();
  }

  private synchronized boolean surplus(HttpServerRequest request) {
    OpenConnection now = open.get(request.connection());
    if (now != null) {
      now.asked(request);
    }
    return now != null && now.surplus();
  }

  /** The answer of this request has no end: it neither ends by a limit nor makes room. */
  public synchronized void keepOpen(RoutingContext request) {
    OpenConnection now = open.get(request.request().connection());
    if (now != null) {
      now.staysOpen();
      vertx.cancelTimer(now.timer());
    }
  }

  private synchronized void answered(HttpConnection connection) {
    OpenConnection now = open.get(connection);
    if (now != null) {
      now.answered();
      watch(connection, now, limits.idle());
    }
  }
}
