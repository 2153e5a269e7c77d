package dev.uproute.web;

import io.vertx.ext.web.Router;

/**
 * What the management server answers: a bean of this type is put on it when it opens. What it
 * mounts is behind the {@link Edge} and, where a token is set, behind that.
 */
@FunctionalInterface
public interface Managed {
  /**
   * Adds handlers, in the order in which requests are to find them: 0 or more, or -3 for what has a
   * login and rules of its own.
   */
  void mount(Router router);
}
