package dev.uproute.web;

import io.vertx.ext.web.RoutingContext;

/**
 * The path below which a proxy shows this server, when it does not take it away itself. Requests
 * without it are answered as well. Immutable.
 */
final class SubPath {
  private final String path;

  /**
   * @param path such as {@code /status-pages}; {@code /} = none
   */
  SubPath(String path) {
    this.path = path.equals("/") ? null : path;
  }

  void strip(RoutingContext request) {
    String asked = request.request().path();
    if (path == null || asked == null || !asked.startsWith(path)) {
      request.next();
    } else if (asked.length() == path.length()) {
      // relative links of the page need the slash
      request.response().setStatusCode(308).putHeader("Location", path + "/").end();
    } else if (asked.charAt(path.length()) != '/') {
      request.next();
    } else {
      String query = request.request().query();
      request.reroute(asked.substring(path.length()) + (query == null ? "" : "?" + query));
    }
  }
}
