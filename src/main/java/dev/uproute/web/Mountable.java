package dev.uproute.web;

import io.vertx.ext.web.Router;

/**
 * What answers HTTP requests without a Camel route, because its answers have no end: a bean of this
 * type is put on the server when it opens. What it mounts is behind the {@link Edge}.
 */
public interface Mountable {
  /**
   * Adds handlers, in the order in which requests are to find them, 0 or more.
   *
   * @param connections are told of answers that stay open
   */
  void mount(Router router, ConnectionLimits connections);
}
