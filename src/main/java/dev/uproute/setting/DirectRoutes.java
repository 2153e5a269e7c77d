package dev.uproute.setting;

import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectConsumer;

/**
 * Camel's {@code direct:}, but a second consumer of a name takes the place of the first. So a route
 * is replaced by another one without a moment in which its callers find nobody. That two routes of
 * different ids begin at one name is refused by Camel before that. Thread-safe.
 */
final class DirectRoutes extends DirectComponent {
  @Override
  public synchronized void addConsumer(String key, DirectConsumer consumer) {
    try {
      DirectConsumer before = super.getConsumer(key, false, 0);
      if (before != null) {
        super.removeConsumer(key, before);
      }
      super.addConsumer(key, consumer);
    } catch (InterruptedException e) {
      throw new IllegalStateException("it does not wait", e);
    }
  }

  @Override
  protected DirectConsumer getConsumer(String key, boolean block, long timeout)
      throws InterruptedException {
    if (block) {
      return super.getConsumer(key, true, timeout);
    }
    synchronized (this) {
      return super.getConsumer(key, false, 0);
    }
  }
}
